package io.howdah.benchmarks;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.PlanJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Measures sets of indexes: each index is built once, and those of other sets are hidden while a set is measured. */
final class TpchSets {

    private static final Pattern TOTAL_COST = Pattern.compile("cost=[0-9.]+\\.\\.([0-9.]+)");

    private static final String QUERY_CANCELED = "57014";

    /** A statement that takes longer is stopped and counts as this long. */
    private static final int LONGEST_SECONDS = 60;

    private final Connection connection;
    private final Map<String, String> built = new LinkedHashMap<>();
    private final double base;

    /** What a set takes and brings. */
    record Measured(int indexes, double bytes, double cost) {}

    TpchSets(Connection connection) throws SQLException {
        this.connection = connection;
        this.base = cost();
    }

    /** Cost of all statements without any index. */
    double base() {
        return base;
    }

    /** Indexes as table and columns. */
    Measured measure(List<String> indexes) {
        try {
            for (String index : indexes) {
                build(index);
            }
            var names = indexes.stream().map(built::get).toList();
            return new Measured(indexes.size(), bytes(names), costWithOnly(names));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hides all that were built, or shows them again, for sessions that begin from now on. */
    void hide(boolean hidden) throws SQLException {
        for (String name : built.values()) {
            execute("update pg_index set indisvalid = " + !hidden + " where indexrelid = '" + name + "'::regclass");
        }
    }

    private void build(String index) throws SQLException {
        if (!built.containsKey(index)) {
            var name = "i" + built.size();
            execute("create index " + name + " on " + index);
            built.put(index, name);
        }
    }

    private double bytes(List<String> names) throws SQLException {
        double bytes = 0;
        for (String name : names) {
            bytes += Double.parseDouble(value("select pg_relation_size('" + name + "')"));
        }
        return bytes;
    }

    /** One run of a statement: how long it took, if it was run, and its plan without figures. */
    record Timed(double ms, String plan) {}

    /** Statements by name, each run once with these indexes and no others, if its plan is wanted. */
    Map<String, Timed> times(List<String> indexes, Collection<String> statements, BiPredicate<String, String> wanted) {
        try {
            for (String index : indexes) {
                build(index);
            }
            return withOnly(indexes.stream().map(built::get).toList(), () -> times(statements, wanted));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Timed> times(Collection<String> statements, BiPredicate<String, String> wanted)
            throws SQLException {
        var times = new LinkedHashMap<String, Timed>();
        for (String name : statements) {
            var sql = Objects.requireNonNull(TpchFiles.statements().get(name));
            var plan = PlanJson.read(value("explain (format json) " + sql)).shape();
            boolean runs = wanted.test(name, plan);
            long start = Time.SYSTEM.nanos();
            if (runs) {
                executeWithinLimit(name, sql);
            }
            times.put(name, new Timed(runs ? (Time.SYSTEM.nanos() - start) / 1e6 : Double.NaN, plan));
        }
        return times;
    }

    private void executeWithinLimit(String name, String sql) throws SQLException {
        var before = connection.setSavepoint();
        try {
            execute("set local statement_timeout = '" + LONGEST_SECONDS + "s'");
            execute(sql);
        } catch (SQLException e) {
            if (!QUERY_CANCELED.equals(e.getSQLState())) {
                throw e;
            }
            System.out.printf("%s was stopped after %d s%n", name, LONGEST_SECONDS);
        }
        connection.rollback(before);
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private double costWithOnly(List<String> names) throws SQLException {
        return withOnly(names, this::cost);
    }

    private <T> T withOnly(List<String> names, Work<T> work) throws SQLException {
        var hidden = built.values().stream()
                .filter(name -> !names.contains(name))
                .map(name -> "'" + name + "'::regclass")
                .collect(Collectors.joining(", "));
        connection.setAutoCommit(false);
        try {
            if (!hidden.isEmpty()) {
                execute("update pg_index set indisvalid = false where indexrelid in (" + hidden + ")");
            }
            return work.run();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private double cost() throws SQLException {
        double sum = 0;
        for (String sql : TpchFiles.statements().values()) {
            var matcher = TOTAL_COST.matcher(value("explain " + sql));
            if (!matcher.find()) {
                throw new IllegalStateException("no cost in the plan of " + sql);
            }
            sum += Double.parseDouble(matcher.group(1));
        }
        return sum;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
