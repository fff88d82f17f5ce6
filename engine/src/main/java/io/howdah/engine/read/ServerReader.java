package io.howdah.engine.read;

import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Server;
import io.howdah.engine.catalog.Setting;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Reads what belongs to the server and the database as a whole. */
final class ServerReader {

    private static final String SERVER = """
            SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
                   pg_postmaster_start_time() AS started, pg_is_in_recovery() AS recovering,
                   current_database() AS database, clock_timestamp() AS now,
                   CASE WHEN has_database_privilege(current_database(), 'CONNECT')
                        THEN pg_database_size(current_database()) ELSE 0 END AS bytes
            """;

    private static final String SETTINGS =
            "SELECT name, setting, unit, source, context, boot_val, pending_restart FROM pg_settings ORDER BY name";

    private static final String EXTENSIONS = """
            SELECT e.extname, e.extversion, n.nspname
              FROM pg_extension e
              JOIN pg_namespace n ON n.oid = e.extnamespace
             ORDER BY e.extname
            """;

    private ServerReader() {}

    /** The server, and the database that the session is on. */
    record Place(Server server, String database, long bytes, Instant now) {}

    static Place place(Query query) throws SQLException {
        return query.one(
                SERVER,
                row -> new Place(
                        new Server(
                                row.integer("number"),
                                row.text("version"),
                                row.instantOrNull("started"),
                                row.flag("recovering")),
                        row.text("database"),
                        row.number("bytes"),
                        Objects.requireNonNull(row.instantOrNull("now"))));
    }

    static List<Setting> settings(Query query) throws SQLException {
        return query.list(
                SETTINGS,
                row -> new Setting(
                        row.text("name"),
                        row.text("setting"),
                        row.textOrNull("unit"),
                        row.text("source"),
                        row.text("context"),
                        row.textOrNull("boot_val"),
                        row.flag("pending_restart")));
    }

    static List<Extension> extensions(Query query) throws SQLException {
        return query.list(
                EXTENSIONS, row -> new Extension(row.text("extname"), row.text("extversion"), row.text("nspname")));
    }
}
