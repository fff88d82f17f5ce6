package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Opens sessions on a server.
 *
 * <p>An option of the startup message tells whether we are alone on a session of the server: a pooler that shares sessions
 * refuses or swallows it. Alone, the settings are made for the session. Else they must not reach another user of the pooled
 * session: the first transaction is already under way, with the settings for that transaction only. What changes the server goes
 * through a pooler only where that keeps a session for each client, and clears it afterwards.
 */
public final class ServerSessions implements Sessions {

    /** The oldest and newest major versions that this release was tested with. */
    public static final int OLDEST = 14;

    public static final int NEWEST = 18;

    private static final String OPTION = "howdah.session";

    private static final String DIRECT = "direct";

    private static final String PROTOCOL_VIOLATION = "08P01";

    private final ConnectionSettings settings;

    public ServerSessions(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public ConnectionSettings settings() {
        return settings;
    }

    @Override
    public Connection readOnly() {
        return open(SessionKind.READ_ONLY);
    }

    @Override
    public Connection writing() {
        return open(SessionKind.WRITING);
    }

    private Connection open(SessionKind kind) {
        var problems = new ArrayList<Problem>();
        for (var place : settings.places()) {
            try {
                return open(kind, place);
            } catch (Problem problem) {
                problems.add(problem);
                if (problem.kind() != Problem.Kind.UNREACHABLE) {
                    break;
                }
            }
        }
        throw problems.size() == 1 ? problems.getFirst() : all(problems);
    }

    private static Problem all(List<Problem> problems) {
        var last = problems.getLast();
        var text = String.join("; ", problems.stream().map(Problem::text).toList());
        return new Problem(last.kind(), text, last);
    }

    private Connection open(SessionKind kind, ConnectionSettings.Place place) {
        try {
            return direct(kind, place);
        } catch (SQLException e) {
            if (PROTOCOL_VIOLATION.equals(e.getSQLState())) {
                return pooled(kind, place);
            }
            throw ConnectionProblems.of(e, settings, place);
        }
    }

    private Connection direct(SessionKind kind, ConnectionSettings.Place place) throws SQLException {
        var properties = properties(kind, place);
        properties.setProperty(
                "options", settings.properties().getOrDefault("options", "") + " -c " + OPTION + "=" + DIRECT);
        properties.setProperty("assumeMinServerVersion", "9.0");
        var connection = connect(properties, place);
        if (hasRow(connection, kind.sessionSettings(OPTION, DIRECT))) {
            return connection;
        }
        connection.close();
        return pooled(kind, place);
    }

    private Connection pooled(SessionKind kind, ConnectionSettings.Place place) {
        try {
            return kind == SessionKind.WRITING ? pooledForWriting(place) : pooledForReading(place);
        } catch (SQLException e) {
            throw ConnectionProblems.of(e, settings, place);
        }
    }

    private Connection pooledForReading(ConnectionSettings.Place place) throws SQLException {
        var connection = connect(properties(SessionKind.READ_ONLY, place), place);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        execute(connection, SessionKind.READ_ONLY.transactionSettings());
        return connection;
    }

    private Connection pooledForWriting(ConnectionSettings.Place place) throws SQLException {
        var connection = connect(properties(SessionKind.WRITING, place), place);
        try {
            if (!SessionPooling.keepsSession(connection, () -> another(place))) {
                throw Problem.refused(
                        place + " is a connection pooler that shares sessions of the server between its clients"
                                + " (transaction pooling), through which changes cannot be made safely; give the address"
                                + " of the server itself, or of a pool in session mode",
                        null);
            }
            hasRow(connection, SessionKind.WRITING.sessionSettings());
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Where the pool is full, it does not wait for long. */
    private Connection another(ConnectionSettings.Place place) throws SQLException {
        var properties = properties(SessionKind.READ_ONLY, place);
        properties.setProperty("socketTimeout", "10");
        return connect(properties, place);
    }

    private Properties properties(SessionKind kind, ConnectionSettings.Place place) {
        var properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "0");
        if (kind == SessionKind.READ_ONLY) {
            properties.setProperty("socketTimeout", "90");
        }
        settings.properties().forEach(properties::setProperty);
        properties.remove("options");
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("ApplicationName", "howdah");
        properties.setProperty("user", settings.user());
        if (place.password() != null) {
            properties.setProperty("password", place.password());
        }
        if (place.isSocket()) {
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", place.toString());
        }
        return properties;
    }

    private Connection connect(Properties properties, ConnectionSettings.Place place) throws SQLException {
        var host = place.isSocket() ? "localhost:" + place.port() : place.toString();
        var url = "jdbc:postgresql://" + host + "/" + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8);
        var connection = Objects.requireNonNull(new Driver().connect(url, properties));
        try {
            refuseOldServer(connection, place);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void refuseOldServer(Connection connection, ConnectionSettings.Place place) throws SQLException {
        var metadata = connection.getMetaData();
        if (metadata.getDatabaseMajorVersion() < OLDEST) {
            throw Problem.refused(
                    place + " is PostgreSQL " + metadata.getDatabaseProductVersion()
                            + "; the oldest version supported is " + OLDEST,
                    null);
        }
    }

    private static boolean hasRow(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
