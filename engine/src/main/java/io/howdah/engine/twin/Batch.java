package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How many statements are run, many in one message; one that fails is left out and reported. */
enum Batch {
    /** In the transaction that the session is in. */
    WITHIN("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part"),

    /** Each message in a transaction of its own: what a transaction costs grows with the relations that it has made so far. */
    COMMITTED("BEGIN", "COMMIT", "ROLLBACK");

    private static final int STATEMENTS = 100;

    private final String begin;
    private final String keep;
    private final String undo;

    Batch(String begin, String keep, String undo) {
        this.begin = begin;
        this.keep = keep;
        this.undo = undo;
    }

    /** Runs them in order; one that would end the transaction is not run. */
    <T> void run(Statement session, List<T> items, Function<T, String> sql, BiConsumer<T, String> failed)
            throws SQLException {
        var sound = new ArrayList<T>();
        for (var item : items) {
            var flaw = Transactions.flaw(sql.apply(item));
            if (flaw.isPresent()) {
                failed.accept(item, flaw.get());
            } else {
                sound.add(item);
            }
        }
        for (int from = 0; from < sound.size(); from += STATEMENTS) {
            part(session, sound.subList(from, Math.min(sound.size(), from + STATEMENTS)), sql, failed);
        }
    }

    private <T> void part(Statement session, List<T> items, Function<T, String> sql, BiConsumer<T, String> failed)
            throws SQLException {
        var text = new StringBuilder();
        items.forEach(item -> text.append(sql.apply(item)).append(";\n"));
        session.execute(begin);
        try {
            session.execute(text.append(keep).toString());
        } catch (SQLException e) {
            session.execute(undo);
            if (items.size() == 1) {
                failed.accept(items.get(0), Errors.message(e));
                return;
            }
            part(session, items.subList(0, items.size() / 2), sql, failed);
            part(session, items.subList(items.size() / 2, items.size()), sql, failed);
        }
    }
}
