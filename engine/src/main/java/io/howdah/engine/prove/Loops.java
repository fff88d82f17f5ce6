package io.howdah.engine.prove;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.postgres.Marked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement and another for each of its rows as an application does, one call after the other, and one statement in their place;
 * all are prepared, as drivers prepare what they send often.
 * Each outer row with each of its inner rows is a row; an outer row without any stands alone.
 */
final class Loops {

    private static final String OUTER = "howdah_outer";
    private static final String EACH = "howdah_each";
    private static final String JOINED = "howdah_joined";

    /** So many rows are held in memory to be compared; more are no page of an application. */
    private static final int MOST_ROWS = 100_000;

    private final Connection connection;
    private final Time time;

    Loops(Connection connection, Time time) {
        this.connection = connection;
        this.time = time;
    }

    /** Rows as texts, and how often each came. */
    record Counted(Map<List<@Nullable String>, Integer> rows, long count) {

        /** What differs; null where nothing does. */
        @Nullable
        String difference(Counted other) {
            if (count != other.count) {
                return "there were " + count + " rows and then " + other.count;
            }
            return rows.equals(other.rows) ? null : "of " + count + " rows some were others";
        }
    }

    /** More rows or more time than there is for it. */
    static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String reason;

        TooMuch(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        static TooMuch rows() {
            return new TooMuch("more rows come than are compared, " + MOST_ROWS);
        }
    }

    void prepare(LoopTrial trial) throws SQLException {
        Runs.execute(connection, "PREPARE " + OUTER + " AS " + trial.outer());
        Runs.execute(connection, "PREPARE " + EACH + " AS " + trial.each());
        Runs.execute(connection, "PREPARE " + JOINED + " AS " + trial.joined());
    }

    void forget() throws SQLException {
        Runs.execute(connection, "DEALLOCATE ALL");
    }

    /** The rows of the one statement. */
    Counted joined() throws SQLException {
        return counted(table("EXECUTE " + JOINED).rows);
    }

    /** The rows of all single calls, each begun before the deadline. */
    Counted single(LoopTrial trial, long deadline) throws SQLException {
        var outer = table("EXECUTE " + OUTER);
        int key = outer.names.indexOf(trial.key());
        var all = new ArrayList<List<@Nullable String>>();
        for (var row : outer.rows) {
            within(deadline);
            var inner = table(call(row.get(key)));
            for (List<@Nullable String> found : inner.rows) {
                all.add(together(row, found));
            }
            if (inner.rows.isEmpty()) {
                var nothing = new ArrayList<@Nullable String>();
                inner.names.forEach(name -> nothing.add(null));
                all.add(together(row, nothing));
            }
            if (all.size() > MOST_ROWS) {
                throw TooMuch.rows();
            }
        }
        return counted(all);
    }

    /** Milliseconds of all single calls, with the way to the server and back; each begun before the deadline. */
    double singleMs(LoopTrial trial, long deadline) throws SQLException {
        long start = time.nanos();
        var outer = table("EXECUTE " + OUTER);
        int key = outer.names.indexOf(trial.key());
        for (var row : outer.rows) {
            within(deadline);
            table(call(row.get(key)));
        }
        return (time.nanos() - start) / 1e6;
    }

    /** The same of the one statement. */
    double joinedMs() throws SQLException {
        long start = time.nanos();
        table("EXECUTE " + JOINED);
        return (time.nanos() - start) / 1e6;
    }

    private void within(long deadline) {
        if (time.nanos() >= deadline) {
            throw new TooMuch(Prover.TOO_LONG);
        }
    }

    private static String call(@Nullable String value) {
        return "EXECUTE " + EACH + " (" + (value == null ? "NULL" : Name.literal(value)) + ")";
    }

    private record Table(List<String> names, List<List<@Nullable String>> rows) {}

    private Table table(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(MOST_ROWS + 1);
            try (var result = statement.executeQuery(Marked.sql(sql))) {
                var metadata = result.getMetaData();
                var names = new ArrayList<String>();
                for (int i = 1; i <= metadata.getColumnCount(); i++) {
                    names.add(metadata.getColumnLabel(i));
                }
                var rows = new ArrayList<List<@Nullable String>>();
                while (result.next()) {
                    var row = new ArrayList<@Nullable String>();
                    for (int i = 1; i <= names.size(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
                if (rows.size() > MOST_ROWS) {
                    throw TooMuch.rows();
                }
                return new Table(names, rows);
            }
        }
    }

    private static List<@Nullable String> together(List<@Nullable String> one, List<@Nullable String> other) {
        var row = new ArrayList<@Nullable String>(one);
        row.addAll(other);
        return row;
    }

    private static Counted counted(List<List<@Nullable String>> rows) {
        var counted = new HashMap<List<@Nullable String>, Integer>();
        for (List<@Nullable String> row : rows) {
            counted.merge(row, 1, Integer::sum);
        }
        return new Counted(counted, rows.size());
    }
}
