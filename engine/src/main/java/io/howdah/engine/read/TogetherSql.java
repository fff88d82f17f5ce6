package io.howdah.engine.read;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples.Together;
import io.howdah.engine.catalog.RowSamples.TogetherWanted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out on the server how columns go together in a part of a table: what ANALYZE writes down for CREATE STATISTICS. */
final class TogetherSql {

    /** As ANALYZE takes at the default target. */
    private static final double ROWS = 30_000;

    /** Combinations that are kept at the default target. */
    private static final int MOST_COMMON = 100;

    private final Query query;
    private final Relation table;
    private final TogetherWanted wanted;
    private final String sample;

    private TogetherSql(Query query, Relation table, TogetherWanted wanted, double effort) {
        this.query = query;
        this.table = table;
        this.wanted = wanted;
        this.sample = "WITH s AS MATERIALIZED (SELECT r.* FROM "
                + Stretches.of(table, effort * ROWS)
                        .rows(table, listed("%2$s AS e%1$d") + ", (" + wanted.condition() + ") IS TRUE AS holds")
                + ") ";
    }

    /** @param effort share of the usual number of rows */
    static Together read(Query query, Relation table, TogetherWanted wanted, double effort) throws SQLException {
        return new TogetherSql(query, table, wanted, effort).read();
    }

    /** Something for each column, by its place and its quoted name. */
    private String listed(String each) {
        return IntStream.range(0, wanted.columns().size())
                .mapToObj(i -> each.formatted(i, Name.quoted(wanted.columns().get(i))))
                .collect(Collectors.joining(", "));
    }

    private record Counts(double rows, double matching, List<Double> degrees) {}

    private Together read() throws SQLException {
        var degrees = IntStream.range(0, wanted.columns().size())
                .mapToObj(this::degree)
                .collect(Collectors.joining(", "));
        var counts = query.one(
                sample + "SELECT count(*) AS rows, count(*) FILTER (WHERE holds) AS matching, " + degrees + " FROM s",
                this::counts);
        var numbers = wanted.columns().stream()
                .map(c -> table.column(c).map(Column::number).orElseThrow())
                .toList();
        var dependencies = IntStream.range(0, numbers.size())
                .mapToObj(i -> new ExtendedStatistics.Dependency(
                        followedBy(numbers, i), counts.degrees().get(i)))
                .filter(d -> d.degree() > 0)
                .toList();
        var data = new ExtendedStatistics.Data(false, List.of(), dependencies, common(counts.rows()), List.of());
        return new Together(counts.rows(), counts.matching(), data);
    }

    private Counts counts(Row row) throws SQLException {
        var degrees = new ArrayList<Double>();
        for (int i = 0; i < wanted.columns().size(); i++) {
            degrees.add(row.real("degree" + i));
        }
        return new Counts(row.real("rows"), row.real("matching"), degrees);
    }

    /** The share of the rows in whose group of the other columns this one has a single value ({@code dependency_degree}). */
    private String degree(int place) {
        var others = IntStream.range(0, wanted.columns().size())
                .filter(i -> i != place)
                .mapToObj(i -> "e" + i)
                .collect(Collectors.joining(", "));
        return "(SELECT coalesce(sum(n) FILTER (WHERE d = 1) / sum(n), 0)::float8 FROM (SELECT count(*) AS n, count(DISTINCT e%1$d)"
                        .formatted(place)
                + " + max((e%1$d IS NULL)::int) AS d FROM s GROUP BY %2$s) g) AS degree%1$d".formatted(place, others);
    }

    private static List<Integer> followedBy(List<Integer> numbers, int place) {
        var order = new ArrayList<>(numbers.subList(0, place));
        order.addAll(numbers.subList(place + 1, numbers.size()));
        order.add(numbers.get(place));
        return List.copyOf(order);
    }

    /** Combinations that come more often than {@code get_mincount_for_mcv_list} in mcv.c asks for. */
    private List<ExtendedStatistics.Combination> common(double rows) throws SQLException {
        double all = Math.max(rows, table.estimatedRows());
        double least = rows * (all - rows) / Math.max(1, all - rows + 0.04 * rows * (all - 1));
        var product = IntStream.range(0, wanted.columns().size())
                .mapToObj("m%d"::formatted)
                .collect(Collectors.joining("::float8 * ", "", "::float8"));
        var sql = sample + "SELECT n, " + listed("e%1$d::text AS v%1$d") + ", " + product
                + " AS product FROM (SELECT count(*) AS n, "
                + listed("e%1$d, sum(count(*)) OVER (PARTITION BY e%1$d) AS m%1$d") + " FROM s GROUP BY "
                + listed("e%1$d") + ") c WHERE n > " + least + " ORDER BY 1 DESC LIMIT " + MOST_COMMON;
        return query.list(sql, row -> combination(row, rows));
    }

    private ExtendedStatistics.Combination combination(Row row, double rows) throws SQLException {
        var values = new ArrayList<@Nullable String>();
        for (int i = 0; i < wanted.columns().size(); i++) {
            values.add(row.textOrNull("v" + i));
        }
        double base = row.real("product") / Math.pow(rows, wanted.columns().size());
        return new ExtendedStatistics.Combination(values, row.real("n") / rows, base);
    }
}
