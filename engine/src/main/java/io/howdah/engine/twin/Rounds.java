package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;
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
    static void run(Statement session, List<Ddl> statements, BiConsumer<Ddl, String> failed) throws SQLException {
        var left = statements;
        while (!left.isEmpty()) {
            var failures = new LinkedHashMap<Ddl, String>();
            Batch.COMMITTED.run(session, left, Ddl::sql, failures::put);
            if (failures.size() == left.size()) {
                failures.forEach(failed);
                return;
            }
            left = List.copyOf(failures.keySet());
        }
    }
}
