package io.howdah.engine.read;

import io.howdah.engine.catalog.ServerState;
import io.howdah.engine.catalog.ServerState.Upkeep;
import io.howdah.engine.postgres.SqlProblems;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Reads what only an inspection needs. What the role may not read is left out and said. */
final class StateReader {

    private final Query query;
    private final Unseen unseen;

    private StateReader(Query query, Unseen unseen) {
        this.query = query;
        this.unseen = unseen;
    }

    /** All at once where nothing is refused; else each by itself, so that one that is refused costs no other. */
    static ServerState read(Query query, Unseen unseen) throws SQLException {
        var reader = new StateReader(query, unseen);
        var before = query.connection().setSavepoint();
        try {
            return reader.others().state(reader.counters(), reader.tables());
        } catch (SQLException e) {
            reader.mustGoOn(e);
            query.connection().rollback(before);
            return reader.apart();
        }
    }

    private void mustGoOn(SQLException e) throws SQLException {
        if (SqlProblems.LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                || query.connection().isClosed()) {
            throw e;
        }
    }

    /** One reading, which may be refused. */
    private interface Reading<T> {
        T read() throws SQLException;
    }

    private ServerState apart() throws SQLException {
        var others = attempt("pg_stat_io, extensions, subscriptions and collations", this::others, new OtherState());
        return others.state(
                attempt("the counters of the server", this::counters, Map.of()),
                attempt("the upkeep of tables", this::tables, Map.of()));
    }

    /** A hardened server may have taken the right to call a function or see a view from everyone. */
    private <T> T attempt(String what, Reading<T> reading, T otherwise) throws SQLException {
        var before = query.connection().setSavepoint();
        try {
            return reading.read();
        } catch (SQLException e) {
            mustGoOn(e);
            query.connection().rollback(before);
            unseen.refused(what, e);
            return otherwise;
        }
    }

    private OtherState others() throws SQLException {
        var others = new OtherState();
        query.each(StateSql.others(query), others::take);
        return others;
    }

    private Map<String, Double> counters() throws SQLException {
        var counters = new HashMap<String, Double>();
        query.each(StateSql.counters(query), row -> row.numbers(counters));
        if (counters.getOrDefault("statements_loaded", 0.0) == 1) {
            var view = StatementsView.find(query);
            if (view.isPresent()) {
                query.each(StateSql.STATEMENTS.replace("{schema}", view.get().schema()), row -> row.numbers(counters));
                counters.put("statements_evicted", (double)
                        view.get().counting(query).evictions());
            }
        }
        return Map.copyOf(counters);
    }

    private Map<Long, Upkeep> tables() throws SQLException {
        var tables = new HashMap<Long, Upkeep>();
        query.each(
                StateSql.TABLES.replace("{moved}", query.since(16, "pg_stat_get_tuples_newpage_updated(c.oid)")),
                row -> tables.put(
                        row.number("oid"),
                        new Upkeep(
                                row.number("inserted"),
                                row.number("vacuums"),
                                row.number("autovacuums"),
                                row.number("analyzes"),
                                row.number("autoanalyzes"),
                                row.numberOrNull("moved"),
                                null)));
        return Map.copyOf(tables);
    }
}
