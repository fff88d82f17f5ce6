package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs many statements in one transaction, many in one message; one that fails is left out and reported. */
final class Batch {

    private static final int STATEMENTS = 100;

    private Batch() {}

    /** Runs them in order; the session must be in a transaction. */
    static <T> void run(Statement session, List<T> items, Function<T, String> sql, BiConsumer<T, String> failed)
            throws SQLException {
        for (int from = 0; from < items.size(); from += STATEMENTS) {
            part(session, items.subList(from, Math.min(items.size(), from + STATEMENTS)), sql, failed);
        }
    }

    private static <T> void part(
            Statement session, List<T> items, Function<T, String> sql, BiConsumer<T, String> failed)
            throws SQLException {
        var text = new StringBuilder();
        items.forEach(item -> text.append(sql.apply(item)).append(";\n"));
        session.execute("SAVEPOINT part");
        try {
            session.execute(text.append("RELEASE part").toString());
        } catch (SQLException e) {
            session.execute("ROLLBACK TO part; RELEASE part");
            if (items.size() == 1) {
                failed.accept(items.get(0), Errors.message(e));
                return;
            }
            part(session, items.subList(0, items.size() / 2), sql, failed);
            part(session, items.subList(items.size() / 2, items.size()), sql, failed);
        }
    }
}
