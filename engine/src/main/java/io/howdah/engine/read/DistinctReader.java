package io.howdah.engine.read;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.postgres.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Corrects {@code n_distinct} where ANALYZE reads a part of a table's blocks and equal values lie next to each other: first from
 * the statistics themselves, then, where the role may SELECT, by counting how often neighbours differ on a few stretches of blocks.
 *
 * <p>One statement a table, a constant number of blocks, of a constant number of tables, the largest ones. Only counts leave the
 * server.
 */
public final class DistinctReader {

    /** Tables that are read at most. */
    public static final int MOST = 20;

    /** Columns of a table that are counted at most. */
    private static final int COLUMNS = 8;

    private static final int STRETCHES = 24;
    private static final int BLOCKS = 16;
    private static final int BLOCK = 8192;
    private static final String SECONDS = "2s";
    private static final String CANCELLED = "57014";

    private final ClusteredColumns clustered;
    private final Map<QualifiedName, Map<String, Double>> counted = new HashMap<>();

    private DistinctReader(ClusteredColumns clustered) {
        this.clustered = clustered;
    }

    /** By the statistics alone, for a server or a file of which nothing is to be read. */
    public static Catalog ofStatistics(Catalog catalog) {
        return new DistinctReader(new ClusteredColumns(catalog)).corrected(catalog);
    }

    /** The catalog with the numbers corrected, and with a word on tables that could not be looked at. */
    public static Catalog read(Sessions sessions, Catalog catalog) {
        var reader = new DistinctReader(new ClusteredColumns(catalog));
        var suspects = catalog.relations().stream()
                .filter(r -> !reader.clustered.of(r).isEmpty())
                .sorted(Comparator.comparingLong(Relation::heapBytes).reversed())
                .limit(MOST)
                .toList();
        if (suspects.isEmpty()) {
            return catalog;
        }
        reader.count(sessions, suspects);
        var corrected = reader.corrected(catalog);
        var left = suspects.stream()
                .map(Relation::name)
                .filter(n -> !reader.counted.containsKey(n))
                .toList();
        return left.isEmpty() ? corrected : corrected.withUnseen(unseen(left));
    }

    private static String unseen(List<QualifiedName> tables) {
        return "How often neighbouring rows repeat a value could not be counted in "
                + tables.stream().map(QualifiedName::toString).collect(Collectors.joining(", "))
                + ", of which ANALYZE reads a part only; indexes there may become larger than estimated. SELECT on "
                + (tables.size() == 1 ? "it" : "them") + " would help.";
    }

    private void count(Sessions sessions, List<Relation> suspects) {
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            try (var limit = connection.createStatement()) {
                limit.execute("SET /* howdah */ LOCAL statement_timeout = '" + SECONDS + "'");
            }
            var readable = Selectable.among(query(connection), suspects);
            for (var table : suspects) {
                if (readable.contains(table.oid()) && !count(connection, table)) {
                    break;
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            // what was counted so far counts; the rest is named as not seen
        }
    }

    private static Query query(Connection connection) {
        return new Query(connection, 0, List.of());
    }

    /** False where the server is too slow to go on. */
    private boolean count(Connection connection, Relation table) throws SQLException {
        var columns = clustered.of(table).stream()
                .filter(c -> !"v".equals(c.generated()))
                .limit(COLUMNS)
                .toList();
        var before = connection.setSavepoint();
        try {
            query(connection).each(sql(table, columns), row -> counted.put(table.name(), shares(row, columns)));
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            return !CANCELLED.equals(e.getSQLState());
        }
    }

    private static Map<String, Double> shares(Row row, List<Column> columns) throws SQLException {
        var shares = new HashMap<String, Double>();
        for (int i = 0; i < columns.size(); i++) {
            double neighbours = row.real("n" + i);
            if (neighbours > 0) {
                shares.put(columns.get(i).name(), row.real("d" + i) / neighbours);
            }
        }
        return shares;
    }

    /** Among n rows in order there are n - 1 pairs of neighbours, and d - 1 of them differ: no border is counted twice. */
    private static String sql(Relation table, List<Column> columns) {
        var sums = IntStream.range(0, columns.size())
                .mapToObj(
                        i -> "sum(greatest(n%1$d - 1, 0)) AS n%1$d, sum(greatest(d%1$d - 1, 0)) AS d%1$d".formatted(i))
                .collect(Collectors.joining(", "));
        var counts = IntStream.range(0, columns.size())
                .mapToObj(i -> "count(%2$s) AS n%1$d, count(DISTINCT %2$s) AS d%1$d"
                        .formatted(i, Name.quoted(columns.get(i).name())))
                .collect(Collectors.joining(", "));
        var stretches = starts(table.heapBytes() / BLOCK)
                .mapToObj(first ->
                        "SELECT " + counts + " FROM ONLY " + table.name().quoted() + " WHERE ctid >= '(" + first
                                + ",0)' AND ctid < '(" + (first + BLOCKS) + ",0)'")
                .collect(Collectors.joining(" UNION ALL "));
        return "SELECT " + sums + " FROM (" + stretches + ") s";
    }

    /** Spread evenly over the table. */
    private static LongStream starts(long blocks) {
        return IntStream.range(0, STRETCHES)
                .mapToLong(i -> Math.max(0, (2L * i + 1) * (blocks - BLOCKS) / (2L * STRETCHES)))
                .distinct();
    }

    private Catalog corrected(Catalog catalog) {
        return catalog.withRelations(
                catalog.relations().stream().map(this::corrected).toList());
    }

    private Relation corrected(Relation table) {
        var suspects = clustered.of(table);
        if (suspects.isEmpty()) {
            return table;
        }
        var shares = counted.getOrDefault(table.name(), Map.of());
        var columns = new ArrayList<Column>();
        for (var column : table.columns()) {
            var share = shares.get(column.name());
            boolean suspect = suspects.contains(column);
            columns.add(
                    !suspect
                            ? column
                            : share == null
                                    ? clustered.corrected(table, column)
                                    : clustered.counted(table, column, share));
        }
        return table.withColumns(List.copyOf(columns));
    }
}
