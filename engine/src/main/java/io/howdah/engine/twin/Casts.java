package io.howdah.engine.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a column brought into another type by the server's own cast.
 *
 * @param values in the order of the question; those that cannot be cast are left out
 * @param failed those
 */
record Casts(List<Value> values, List<String> failed) {

    /**
     * A value.
     *
     * @param position in the question, from 0
     * @param text in the new type
     * @param rank place in the new type's order, from 1; equal values share theirs
     * @param bytes as it is stored
     */
    record Value(int position, String text, long rank, int bytes) {}

    /** The types are as {@code format_type} writes them. The session is in a transaction. */
    static Casts of(Connection session, List<String> values, String from, String to) throws SQLException {
        var failed = new ArrayList<Integer>();
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < values.size(); i++) {
            numbers.add(i);
        }
        examine(session, values, numbers, from, to, failed);
        numbers.removeAll(failed);
        return new Casts(
                cast(session, values, numbers, from, to),
                failed.stream().map(values::get).toList());
    }

    /** Finds those that fail by halving. */
    private static void examine(
            Connection session,
            List<String> values,
            List<Integer> numbers,
            String from,
            String to,
            List<Integer> failed)
            throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        var attempt = Attempt.begin(session);
        try {
            cast(session, values, numbers, from, to);
            attempt.keep();
        } catch (SQLException e) {
            attempt.undo();
            if (numbers.size() == 1) {
                failed.add(numbers.get(0));
                return;
            }
            int half = numbers.size() / 2;
            examine(session, values, List.copyOf(numbers.subList(0, half)), from, to, failed);
            examine(session, values, List.copyOf(numbers.subList(half, numbers.size())), from, to, failed);
        }
    }

    private static List<Value> cast(
            Connection session, List<String> values, List<Integer> numbers, String from, String to)
            throws SQLException {
        var found = new ArrayList<Value>();
        var sql =
                "/* howdah */ SELECT n, v::text, pg_catalog.dense_rank() OVER (ORDER BY v), pg_catalog.pg_column_size(v)"
                        + " FROM (SELECT u.n - 1 AS n, u.t::" + from + "::" + to + " AS v"
                        + " FROM pg_catalog.unnest(?::pg_catalog.text[]) WITH ORDINALITY u(t, n)) s ORDER BY n";
        try (var statement = session.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    session.createArrayOf(
                            "text", numbers.stream().map(values::get).toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Value(numbers.get(rows.getInt(1)), rows.getString(2), rows.getLong(3), rows.getInt(4)));
                }
            }
        }
        return found;
    }
}
