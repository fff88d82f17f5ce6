package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Opens sessions on a server that this program started itself and that nobody else uses: no time-outs, and statements are
 * sent as they are (the simple protocol), several in one message where that is faster.
 */
public record OwnSessions(ConnectionSettings settings) implements Sessions {

    @Override
    public Connection readOnly() {
        var connection = open();
        try {
            connection.setReadOnly(true);
            return connection;
        } catch (SQLException e) {
            throw Problem.internal("the server of our own does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public Connection writing() {
        return open();
    }

    private Connection open() {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        var password = settings.password();
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "howdah");
        properties.setProperty("preferQueryMode", "simple");
        settings.properties().forEach(properties::setProperty);
        var url = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database();
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw Problem.internal("no session on the server of our own, " + settings + ": " + e.getMessage(), e);
        }
    }
}
