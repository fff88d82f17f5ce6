package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;

/** The console of a PgBouncer, of which nothing is asked but to SHOW something. */
public final class PoolerConsole implements AutoCloseable {

    /** The database that is no database but the console. */
    private static final String DATABASE = "pgbouncer";

    private static final String PLAIN = "disable";

    /** With these the driver may do without TLS. */
    private static final Set<String> WITHOUT_TLS = Set.of(PLAIN, "allow", "prefer");

    /** What PgBouncer says whenever it refuses somebody, a protocol violation elsewhere. */
    private static final String REFUSAL = "08P01";

    /** Warns of the version that PgBouncer gives for a server's. */
    private static final Logger DRIVER = Logger.getLogger(PgConnection.class.getName());

    private final Connection connection;
    private final String version;

    private PoolerConsole(Connection connection, String version) {
        this.connection = connection;
        this.version = version;
    }

    /** What can be shown. */
    public enum Topic {
        POOLS,
        STATS,
        DATABASES,
        CONFIG
    }

    /**
     * Opens it, whatever database the settings name.
     *
     * @throws Problem where there is no PgBouncer, or it lets the user in not to look
     */
    public static PoolerConsole open(ConnectionSettings settings) {
        var console = settings.database(DATABASE);
        var place = console.places().getFirst();
        if (!place.isSocket() && !WITHOUT_TLS.contains(settings.properties().getOrDefault("sslmode", PLAIN))) {
            throw Problem.input("the console of a pooler is read without TLS, on its own machine or through a tunnel;"
                    + " leave sslmode out of its address");
        }
        try {
            return of(connect(console, place), place);
        } catch (SQLException e) {
            throw REFUSAL.equals(e.getSQLState())
                    ? refused(e, console, place)
                    : ConnectionProblems.of(e, console, place);
        }
    }

    private static PoolerConsole of(Connection connection, ConnectionSettings.Place place) throws SQLException {
        try {
            var version = connection.getMetaData().getDatabaseProductVersion();
            if (!version.endsWith("/bouncer")) {
                throw Problem.input(place + " is no PgBouncer but PostgreSQL " + version);
            }
            return new PoolerConsole(connection, version.substring(0, version.indexOf('/')));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Problem refused(SQLException e, ConnectionSettings settings, ConnectionSettings.Place place) {
        return Problem.refused(
                ("PgBouncer at %s does not let user \"%s\" look: %s; a user must be one of stats_users, its password stands"
                                + " in the address or in ~/.pgpass (for database pgbouncer), and TLS cannot be required")
                        .formatted(place, settings.user(), e.getMessage()),
                e);
    }

    private static Connection connect(ConnectionSettings settings, ConnectionSettings.Place place) throws SQLException {
        var properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("sslmode", PLAIN);
        properties.setProperty("gssEncMode", PLAIN);
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("socketFactory", ConsoleSocketFactory.class.getName());
        if (place.isSocket()) {
            properties.setProperty("socketFactoryArg", place.toString());
        }
        properties.setProperty("user", settings.user());
        if (place.password() != null) {
            properties.setProperty("password", place.password());
        }
        var host = place.isSocket() ? "localhost:" + place.port() : place.toString();
        var level = DRIVER.getLevel();
        DRIVER.setLevel(Level.SEVERE);
        try {
            return Objects.requireNonNull(
                    new Driver().connect("jdbc:postgresql://" + host + "/" + settings.database(), properties));
        } finally {
            DRIVER.setLevel(level);
        }
    }

    /** PgBouncer's, such as {@code 1.18.0}. */
    public String version() {
        return version;
    }

    /** The rows, each by the names of its columns; what is null there is left out. */
    public List<Map<String, String>> show(Topic topic) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + topic)) {
            var all = new ArrayList<Map<String, String>>();
            var columns = rows.getMetaData();
            while (rows.next()) {
                var row = new HashMap<String, String>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    var value = rows.getString(i);
                    if (value != null) {
                        row.put(columns.getColumnName(i), value);
                    }
                }
                all.add(Map.copyOf(row));
            }
            return List.copyOf(all);
        } catch (SQLException e) {
            throw SqlProblems.of(e, "asking PgBouncer to show its " + topic);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqlProblems.of(e, "leaving the console of PgBouncer");
        }
    }
}
