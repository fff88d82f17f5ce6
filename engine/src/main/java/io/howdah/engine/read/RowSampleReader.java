package io.howdah.engine.read;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.KeyExtraction;
import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.postgres.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at a few blocks of the tables of a server for the sake of indexes that are only thought of.
 *
 * <p>Read-only, where the role may SELECT, at most 2,048 blocks a statement (but for what is counted on all rows), within limits of time;
 * where one is exceeded, half of the rows are tried. Of combinations and of keys only counts leave the server; of expressions what ANALYZE would write down of them. What was asked once
 * is remembered. Safe for use by several threads.
 */
public final class RowSampleReader implements RowSamples {

    private static final Duration EACH = Duration.ofSeconds(2);
    private static final Duration ALL = Duration.ofSeconds(30);
    private static final double LEAST_EFFORT = 1.0 / 16;
    private static final String CANCELLED = "57014";

    /** Combinations that one statement counts. */
    private static final int TOGETHER = 3;

    /** Rows of a part in which is counted. */
    private static final double ROWS_OF_PART = 30_000;

    private final Sessions sessions;
    private final Map<QualifiedName, Relation> tables = new HashMap<>();
    private final Map<KeysWanted, KeySpectrum> spectra = new HashMap<>();
    private final Map<ExpressionWanted, ColumnStatistics> statistics = new HashMap<>();
    private final Map<TogetherWanted, Together> together = new HashMap<>();
    private final Map<Condition, Counted> counted = new HashMap<>();
    private final Set<Object> asked = new HashSet<>();
    private final Map<QualifiedName, Double> efforts = new HashMap<>();
    private final Duration each;
    private final Duration all;
    private long spent;
    private long begun;

    /**
     * Two seconds a statement, thirty in all.
     *
     * @param catalog of the same server, which tells how large the tables are
     */
    public RowSampleReader(Sessions sessions, Catalog catalog) {
        this(sessions, catalog, EACH, ALL);
    }

    /** The same with other limits, of a statement and of all together. */
    public RowSampleReader(Sessions sessions, Catalog catalog, Duration each, Duration all) {
        this.sessions = sessions;
        this.each = each;
        this.all = all;
        for (var table : catalog.relations()) {
            if (table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.MATERIALIZED_VIEW) {
                tables.put(table.name(), table);
            }
        }
    }

    @Override
    public synchronized Map<KeysWanted, KeySpectrum> spectra(Collection<KeysWanted> wanted) {
        var open = open(wanted);
        if (!open.isEmpty()) {
            look(tablesOf(open, KeysWanted::table), (query, table) -> spectra(query, table, open));
        }
        return known(spectra, wanted);
    }

    @Override
    public synchronized Map<ExpressionWanted, ColumnStatistics> statistics(Collection<ExpressionWanted> wanted) {
        var open = open(wanted);
        if (!open.isEmpty()) {
            look(tablesOf(open, ExpressionWanted::table), (query, table) -> statistics(query, table, open));
        }
        return known(statistics, wanted);
    }

    @Override
    public synchronized Map<TogetherWanted, Together> together(Collection<TogetherWanted> wanted) {
        var open = open(wanted);
        if (!open.isEmpty()) {
            look(tablesOf(open, TogetherWanted::table), (query, table) -> together(query, table, open));
        }
        return known(together, wanted);
    }

    @Override
    public synchronized Map<Condition, Counted> counted(Collection<Condition> wanted) {
        var open = open(wanted);
        if (!open.isEmpty()) {
            look(tablesOf(open, Condition::table), (query, table) -> counted(query, table, open));
        }
        return known(counted, wanted);
    }

    private <K> List<K> open(Collection<K> wanted) {
        return wanted.stream().filter(asked::add).toList();
    }

    private static <K, V> Map<K, V> known(Map<K, V> all, Collection<K> wanted) {
        var known = new HashMap<>(all);
        known.keySet().retainAll(Set.copyOf(wanted));
        return known;
    }

    private interface Naming<K> {
        QualifiedName table(K wanted);
    }

    private <K> List<Relation> tablesOf(List<K> wanted, Naming<K> naming) {
        return wanted.stream()
                .map(naming::table)
                .distinct()
                .map(tables::get)
                .filter(t -> t != null && t.estimatedRows() >= 1 && t.heapBytes() > 0)
                .toList();
    }

    private interface Look {
        void at(Query query, Relation table) throws SQLException;
    }

    private void look(List<Relation> wanted, Look look) {
        if (wanted.isEmpty() || isSpent()) {
            return;
        }
        begun = Time.SYSTEM.nanos();
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            try (var limits = connection.createStatement()) {
                limits.execute(
                        "SET /* howdah */ LOCAL statement_timeout = " + each.toMillis()
                                + "; SET LOCAL work_mem = '32MB'; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off");
            }
            var query = new Query(connection, 0, List.of());
            var readable = Selectable.among(query, wanted);
            for (var table : wanted) {
                if (readable.contains(table.oid())) {
                    look.at(query, table);
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            // what was not seen is estimated from the statistics
        } finally {
            spent += Time.SYSTEM.nanos() - begun;
            begun = 0;
        }
    }

    private boolean isSpent() {
        long running = begun == 0 ? 0 : Time.SYSTEM.nanos() - begun;
        return spent + running > all.toNanos();
    }

    private void spectra(Query query, Relation table, List<KeysWanted> wanted) throws SQLException {
        var combined = new ArrayList<KeysWanted>();
        for (var one : wanted) {
            if (!one.table().equals(table.name())) {
                continue;
            }
            if (one.extraction() == KeyExtraction.WHOLE) {
                combined.add(one);
            } else {
                attempt(
                        query.connection(),
                        table,
                        effort -> spectra.put(one, KeySpectrumSql.extracted(query, table, one, effort)));
            }
        }
        for (int from = 0; from < combined.size(); from += TOGETHER) {
            var some = combined.subList(from, Math.min(combined.size(), from + TOGETHER));
            attempt(
                    query.connection(),
                    table,
                    effort -> spectra.putAll(KeySpectrumSql.combined(query, table, some, effort)));
        }
    }

    private void statistics(Query query, Relation table, List<ExpressionWanted> wanted) throws SQLException {
        for (var one : wanted) {
            if (one.table().equals(table.name())) {
                attempt(
                        query.connection(),
                        table,
                        effort -> ExpressionSample.read(query, table, one, effort)
                                .ifPresent(s -> statistics.put(one, s)));
            }
        }
    }

    private void together(Query query, Relation table, List<TogetherWanted> wanted) throws SQLException {
        for (var one : wanted) {
            if (one.table().equals(table.name())) {
                attempt(
                        query.connection(),
                        table,
                        effort -> together.put(one, TogetherSql.read(query, table, one, effort)));
            }
        }
    }

    private void counted(Query query, Relation table, List<Condition> wanted) throws SQLException {
        for (var one : wanted) {
            if (one.table().equals(table.name())) {
                var before = query.connection().setSavepoint();
                try {
                    counted.put(one, count(query, table, one));
                } catch (SQLException e) {
                    query.connection().rollback(before);
                }
            }
        }
    }

    private static Counted count(Query query, Relation table, Condition one) throws SQLException {
        var met = "(" + one.condition() + ") AS met";
        var rows = one.whole()
                ? "(SELECT " + met + " FROM " + one.table().quoted() + ") r"
                : Stretches.thin(table, ROWS_OF_PART).rows(table, met);
        return query.one(
                "SELECT count(*) AS rows, count(*) FILTER (WHERE met) AS matching FROM " + rows,
                row -> new Counted(row.real("rows"), row.real("matching")));
    }

    private interface Step {
        void run(double effort) throws SQLException;
    }

    /** On a table that the server is too slow on fewer rows are looked at from then on, and at last none. */
    private void attempt(Connection connection, Relation table, Step step) throws SQLException {
        double effort = efforts.getOrDefault(table.name(), 1.0);
        boolean again = true;
        while (again && effort >= LEAST_EFFORT && !isSpent()) {
            var before = connection.setSavepoint();
            try {
                step.run(effort);
                again = false;
            } catch (SQLException e) {
                connection.rollback(before);
                again = CANCELLED.equals(e.getSQLState());
                effort /= again ? 2 : 1;
            }
        }
        efforts.put(table.name(), effort);
    }
}
