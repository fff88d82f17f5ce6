package io.howdah.testkit;

import io.howdah.embedded.PostgresServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database made for one test, and dropped after it.
 *
 * <p>Its own statements run on a session of the superuser in autocommit; what they create without naming a schema lands in
 * {@link #schema()}.
 */
public final class Database {

    static final String SCHEMA = "Te st";

    private final PostgresServer server;
    private final String name;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private @Nullable Connection own;

    Database(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A fresh session of the superuser, which the test frame closes after the test. */
    public Connection connection() throws SQLException {
        var connection = connect(new Role(user(), password()));
        connections.add(connection);
        Sql.execute(connection, "set timezone to default");
        return connection;
    }

    /** A session of a role, which the test closes. */
    public Connection connect(Role role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), role.name(), role.password());
    }

    /** Runs statements one after the other, each in a transaction of its own. */
    public void execute(String... statements) {
        Sql.execute(own(), statements);
    }

    /** The rows of a query, every value as text. */
    public List<List<@Nullable String>> query(String sql) {
        return Sql.query(own(), sql);
    }

    /** The values of a query's first column as text. */
    public List<String> column(String sql) {
        return Sql.column(own(), sql);
    }

    /** The one value of a query as text; fails if there is none, null or more. */
    public String value(String sql) {
        var rows = query(sql);
        if (rows.size() != 1 || rows.get(0).get(0) == null) {
            throw new IllegalStateException("not exactly one value: " + rows + "\nin: " + sql);
        }
        return String.valueOf(rows.get(0).get(0));
    }

    /** The one value of a query as a number. */
    public long number(String sql) {
        return Long.parseLong(value(sql));
    }

    /**
     * A new role that may log in and was granted what is named, such as {@code pg_monitor} or {@code select on orders};
     * it is dropped after the test.
     */
    public Role createRole(String... grants) {
        var role = new Role("Ro le " + Databases.nextNumber(), "it's 100% " + Databases.nextNumber());
        var quoted = Sql.identifier(role.name());
        execute("create role " + quoted + " login password " + Sql.literal(role.password()));
        roles.add(role);
        for (String grant : grants) {
            execute("grant " + grant + " to " + quoted);
        }
        return role;
    }

    public String name() {
        return name;
    }

    public String host() {
        return server.host();
    }

    public int port() {
        return server.port();
    }

    /** The superuser. */
    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** The schema that objects land in; its name needs quoting. */
    public String schema() {
        return SCHEMA;
    }

    /** The address as libpq knows it, with the superuser's credentials. */
    public String url() {
        return url(new Role(user(), password()));
    }

    /** The address as libpq knows it, with a role's credentials. */
    public String url(Role role) {
        return "postgresql://" + encoded(role.name()) + ":" + encoded(role.password()) + "@" + host() + ":" + port()
                + "/" + encoded(name);
    }

    /** The address for JDBC, without credentials. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** The server's major version. */
    public int major() {
        return server.major();
    }

    /** The server, which other tests share. */
    public PostgresServer server() {
        return server;
    }

    List<Role> roles() {
        return roles;
    }

    void closeConnections() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        connections.clear();
        own = null;
    }

    private Connection own() {
        try {
            if (own == null || own.isClosed()) {
                own = connection();
            }
            return own;
        } catch (SQLException e) {
            throw new IllegalStateException("No session with " + name + ": " + e.getMessage(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
