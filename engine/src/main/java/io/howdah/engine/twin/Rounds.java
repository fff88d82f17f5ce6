package io.howdah.engine.twin;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Runs statements whose order is not known for sure: those that fail are tried again after the others, as long as that helps.
 * A function may need a table's row type, and another table may need that function.
 */
final class Rounds {

    private Rounds() {}

    /** Each round in transactions of its own. */
    static void run(TwinSessions sessions, List<Ddl> statements, BiConsumer<Ddl, String> failed) throws SQLException {
        var left = statements;
        while (!left.isEmpty()) {
            var failures = new LinkedHashMap<Ddl, String>();
            round(sessions, left, failures::put);
            if (failures.size() == left.size()) {
                failures.forEach(failed);
                return;
            }
            left = List.copyOf(failures.keySet());
        }
    }

    /** In their order, which the two sessions take turns for. */
    private static void round(TwinSessions sessions, List<Ddl> statements, BiConsumer<Ddl, String> failed)
            throws SQLException {
        int from = 0;
        for (int to = 1; to <= statements.size(); to++) {
            boolean bySuperuser = statements.get(from).bySuperuser();
            if (to == statements.size() || statements.get(to).bySuperuser() != bySuperuser) {
                var session = bySuperuser ? sessions.superuser() : sessions.owner();
                Batch.COMMITTED.run(session, statements.subList(from, to), Ddl::sql, failed);
                from = to;
            }
        }
    }
}
