package io.howdah.engine.read;

import io.howdah.engine.catalog.DatabaseLocale;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.RoleSetting;
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
                        THEN pg_database_size(current_database()) ELSE 0 END AS bytes,
                   {provider} AS provider, d.datcollate, {locale} AS locale
              FROM pg_database d
             WHERE d.datname = current_database()
            """;

    /** What our own session set is shown as it would be without. */
    private static final String SETTINGS = """
            SELECT name, CASE WHEN source = 'session' THEN reset_val ELSE setting END AS setting, unit,
                   CASE WHEN source <> 'session' THEN source
                        WHEN reset_val IS NOT DISTINCT FROM boot_val THEN 'default' ELSE 'configuration' END AS source,
                   context, boot_val, pending_restart
              FROM pg_settings
             ORDER BY name
            """;

    private static final String ROLE_SETTINGS = """
            SELECT r.rolname, d.datname, split_part(c.entry, '=', 1) AS name,
                   substr(c.entry, strpos(c.entry, '=') + 1) AS value
              FROM pg_db_role_setting s
              CROSS JOIN LATERAL unnest(s.setconfig) AS c (entry)
              LEFT JOIN pg_roles r ON r.oid = s.setrole
              LEFT JOIN pg_database d ON d.oid = s.setdatabase
             WHERE s.setdatabase = 0 OR d.datname = current_database()
             ORDER BY r.rolname, d.datname, 3
            """;

    private static final String EXTENSIONS = """
            SELECT e.extname, e.extversion, n.nspname
              FROM pg_extension e
              JOIN pg_namespace n ON n.oid = e.extnamespace
             ORDER BY e.extname
            """;

    private ServerReader() {}

    /** The server, and the database that the session is on. */
    record Place(Server server, String database, long bytes, Instant now, DatabaseLocale locale) {}

    static Place place(Query query) throws SQLException {
        return query.one(
                placeSql(query),
                row -> new Place(
                        new Server(
                                row.integer("number"),
                                row.text("version"),
                                row.instantOrNull("started"),
                                row.flag("recovering")),
                        row.text("database"),
                        row.number("bytes"),
                        Objects.requireNonNull(row.instantOrNull("now")),
                        new DatabaseLocale(row.text("provider"), row.text("datcollate"), row.textOrNull("locale"))));
    }

    /** Databases have a provider since 15, and the one column for its locale since 17. */
    private static String placeSql(Query query) {
        var locale = query.since(17) ? "d.datlocale" : query.since(15, "d.daticulocale");
        return SERVER.replace("{provider}", query.since(15) ? "d.datlocprovider" : "'c'")
                .replace("{locale}", locale);
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

    static List<RoleSetting> roleSettings(Query query) throws SQLException {
        return query.list(
                ROLE_SETTINGS,
                row -> new RoleSetting(
                        row.textOrNull("rolname"), row.textOrNull("datname"), row.text("name"), row.text("value")));
    }

    static List<Extension> extensions(Query query) throws SQLException {
        return query.list(
                EXTENSIONS, row -> new Extension(row.text("extname"), row.text("extversion"), row.text("nspname")));
    }
}
