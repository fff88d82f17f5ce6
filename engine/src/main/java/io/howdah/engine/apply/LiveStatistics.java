package io.howdah.engine.apply;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.StatisticsDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Extended statistics as the target database has them now.
 *
 * @param definition as {@code pg_get_statisticsobjdef} writes it under an empty search path, with the target where one was set
 * @param kinds as {@code pg_statistic_ext.stxkind}
 * @param columns of the table; without expressions
 * @param expressions whether they are on expressions too
 */
record LiveStatistics(
        long oid, QualifiedName name, String definition, Set<String> kinds, Set<String> columns, boolean expressions) {

    private static final Map<String, String> KINDS = Map.of("ndistinct", "d", "dependencies", "f", "mcv", "m");

    private static final String SQL = """
            SELECT s.oid::bigint AS oid, n.nspname, s.stxname, s.stxexprs IS NOT NULL AS expressions,
                   pg_catalog.pg_get_statisticsobjdef(s.oid)
                     || coalesce(' target ' || nullif(s.stxstattarget, -1), '') AS definition,
                   ARRAY(SELECT k::text FROM unnest(s.stxkind) k WHERE k <> 'e') AS kinds,
                   ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) AS columns
              FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
             WHERE %s""";

    static Optional<LiveStatistics> named(Session session, QualifiedName name) throws SQLException {
        return session.first(
                SQL.formatted("n.nspname = ? AND s.stxname = ?"), LiveStatistics::read, name.schema(), name.name());
    }

    static Optional<LiveStatistics> of(Session session, long oid) throws SQLException {
        return session.first(SQL.formatted("s.oid = CAST(? AS oid)"), LiveStatistics::read, oid);
    }

    /** All on a table, in the order in which they were made. */
    static List<LiveStatistics> on(Session session, long tableOid) throws SQLException {
        return session.query(
                SQL.formatted("s.stxrelid = CAST(? AS oid) ORDER BY s.oid"), LiveStatistics::read, tableOid);
    }

    private static LiveStatistics read(ResultSet row) throws SQLException {
        return new LiveStatistics(
                row.getLong("oid"),
                new QualifiedName(row.getString("nspname"), row.getString("stxname")),
                row.getString("definition"),
                texts(row, "kinds"),
                texts(row, "columns"),
                row.getBoolean("expressions"));
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }

    /** Whether they tell all that the wanted ones would. */
    boolean covers(StatisticsDefinition wanted) {
        var letters = wanted.kinds().stream().map(KINDS::get).collect(Collectors.toSet());
        return !expressions && kinds.containsAll(letters) && columns.equals(new HashSet<>(wanted.columns()));
    }
}
