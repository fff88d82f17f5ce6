package io.howdah.engine.apply;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * An index tried out on an empty temporary copy of its table, in a transaction that is rolled back: the server itself says
 * whether the definition is sound, and how it would write it down.
 */
final class Draft {

    private Draft() {}

    /**
     * The definition's body as {@link LiveIndex#body()} would be.
     *
     * @param before extensions that will have been made by then
     */
    static String body(Session session, CreateIndex change, List<CreateExtension> before) throws SQLException {
        var copy = "howdah_draft_" + UUID.randomUUID().toString().substring(0, 8);
        session.connection().setAutoCommit(false);
        try {
            session.execute("SET LOCAL lock_timeout = '1s'");
            for (CreateExtension extension : before) {
                session.execute(extension.steps().getFirst().sql());
            }
            session.execute("CREATE TEMPORARY TABLE " + copy + " (LIKE "
                    + change.definition().table().quoted() + ")");
            session.execute((change.definition().unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + copy
                    + "_index ON " + "pg_temp." + copy + change.definition().body());
            return body(LiveIndex.named(session, new QualifiedName(schema(session), copy + "_index"))
                    .orElseThrow()
                    .definition());
        } finally {
            if (session.alive()) {
                session.connection().rollback();
                session.connection().setAutoCommit(true);
            }
        }
    }

    /** From USING on; the names before it are ours, and versions differ in how they qualify that of a temporary table. */
    private static String body(String definition) {
        var unique = definition.startsWith("CREATE UNIQUE ") ? "UNIQUE " : "";
        return unique + definition.substring(definition.indexOf("USING "));
    }

    private static String schema(Session session) throws SQLException {
        return session.first(
                        "SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = pg_catalog.pg_my_temp_schema()",
                        row -> row.getString(1))
                .orElseThrow();
    }
}
