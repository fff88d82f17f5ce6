package io.howdah.engine.apply;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.CreateExtension;
import java.sql.SQLException;
import java.util.Optional;

/** Looks whether an extension could be made by our role. */
final class ExtensionCheck {

    /** A trusted one needs no more than CREATE on the database (manual, CREATE EXTENSION). */
    private static final String MAY_CREATE = """
            SELECT CASE WHEN v.superuser AND NOT v.trusted THEN r.rolsuper
                        ELSE r.rolsuper OR pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') END
              FROM pg_catalog.pg_available_extensions a
              JOIN pg_catalog.pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
              JOIN pg_catalog.pg_roles r ON r.rolname = CURRENT_USER
             WHERE a.name = ?""";

    private ExtensionCheck() {}

    /** What stands against it, with what would help; empty where nothing does. */
    static Optional<String> problem(Session session, CreateExtension change) throws SQLException {
        var allowed = session.first(MAY_CREATE, row -> row.getBoolean(1), change.name());
        if (allowed.isEmpty()) {
            return Optional.of("The server has no files of the extension " + change.name()
                    + "; it belongs to PostgreSQL's contrib package, which has to be installed there first");
        }
        if (!allowed.get()) {
            return Optional.of("The role may not create the extension " + change.name() + "; let an administrator run: "
                    + change.steps().getFirst().sql());
        }
        return session.holds("SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?)", change.schema())
                ? Optional.empty()
                : Optional.of("There is no schema " + change.schema() + ", where the extension " + change.name()
                        + " is to go");
    }
}
