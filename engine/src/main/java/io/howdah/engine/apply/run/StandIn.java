package io.howdah.engine.apply.run;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.Optional;

/** What changes that are not finished have to do with a table's name: a view may have it in the meantime. */
public final class StandIn {

    /** A journal of an older version does not say what waits until the change is finished. */
    private static final String UNFINISHED = """
            SELECT a.id FROM howdah.application a
             WHERE a.state NOT IN ('undone', 'finished')
               AND EXISTS (SELECT FROM howdah.step s
                            WHERE s.application = a.id AND s.table_schema = ? AND s.table_name = ?
                              AND (pg_catalog.to_jsonb(s)->>'at_finish')::boolean AND s.state NOT IN ('done', 'already'))
               AND EXISTS (SELECT FROM howdah.step s
                            WHERE s.application = a.id AND s.state IN ('done', 'running', 'undoing', 'failed'))
             ORDER BY a.id DESC""";

    private static final String MAY_READ = """
            SELECT pg_catalog.has_table_privilege('howdah.application', 'SELECT')
               AND pg_catalog.has_table_privilege('howdah.step', 'SELECT')""";

    private StandIn() {}

    /** The newest change of a table that is carried out and keeps something of it until it is finished. */
    public static Optional<Long> unfinished(Session session, QualifiedName table) throws SQLException {
        boolean readable = JournalSchema.isJournal(session)
                && session.holds("SELECT pg_catalog.has_schema_privilege('howdah', 'USAGE')")
                && session.holds(MAY_READ);
        return readable
                ? session.first(UNFINISHED, row -> row.getLong(1), table.schema(), table.name())
                : Optional.empty();
    }

    /** What stands against changing a view as a table; empty where it is no view of ours. */
    static Optional<String> problem(Session session, QualifiedName view) throws SQLException {
        return unfinished(session, view)
                .map(number -> view + " is a view until what was renamed by change " + number
                        + " is finished; end that first with howdah finish " + number
                        + ", or take it back with howdah undo " + number);
    }
}
