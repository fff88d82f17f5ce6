package io.howdah.engine.read;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples.ExpressionWanted;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What ANALYZE would write down of an expression, from about as many rows as it takes itself: {@code compute_scalar_stats} and
 * {@code analyze_mcv_list} of analyze.c, {@code compute_tsvector_stats} of ts_typanalyze.c; words with the default target.
 */
final class ExpressionSample {

    private static final int WORDS_TARGET = 100;
    private static final int ROWS_OF_WORDS = 300 * WORDS_TARGET;

    /** Rows that ANALYZE reads for each unit of the target. */
    private static final int ROWS = 300;

    /** Above this share of distinct rows the number is stated as a share. */
    private static final double SHARE_FROM = 0.1;

    /** Words kept for each unit of the target, and the width of the buckets in which they are counted. */
    private static final int WORDS = 10 * WORDS_TARGET;

    private static final double BUCKET = (WORDS + 10) * 1000.0 / 7;

    private final Query query;
    private final Relation table;
    private final String expression;
    private final int target;
    private final double effort;
    private final Stretches stretches;
    private final String sample;

    /** What is counted of the sample. */
    private record Counts(
            double rows,
            double present,
            double width,
            double distinct,
            @Nullable Double correlation) {

        double nullShare() {
            return 1 - present / Math.max(1, rows);
        }
    }

    private ExpressionSample(Query query, Relation table, ExpressionWanted wanted, double effort) {
        this.query = query;
        this.table = table;
        this.expression = wanted.expression();
        this.target = wanted.target();
        this.effort = effort;
        this.stretches = Stretches.thin(table, effort * ROWS * target);
        this.sample = "WITH s AS MATERIALIZED (SELECT stretch, row_number() OVER () AS n, v FROM "
                + stretches.rows(table, expression + " AS v")
                + "), g AS MATERIALIZED (SELECT v, count(*) AS c, row_number() OVER (ORDER BY count(*) DESC, v) AS place FROM s"
                + " WHERE v IS NOT NULL GROUP BY v) ";
    }

    /**
     * Empty where there is nothing but nulls.
     *
     * @param effort share of the usual number of rows
     */
    static Optional<ColumnStatistics> read(Query query, Relation table, ExpressionWanted wanted, double effort)
            throws SQLException {
        var reader = new ExpressionSample(query, table, wanted, effort);
        var type = query.one(
                "SELECT pg_typeof((SELECT " + wanted.expression() + " FROM ONLY "
                        + table.name().quoted() + " LIMIT 1))::text AS type",
                row -> row.text("type"));
        if (type.equals("tsvector")) {
            return reader.ofWords();
        }
        var counts = reader.counts();
        return counts.present() < 1 ? Optional.empty() : Optional.of(reader.ofValues(counts));
    }

    private Counts counts() throws SQLException {
        return query.one(
                sample + "SELECT count(*) AS rows, count(v) AS present,"
                        + " avg(pg_column_size(v)) AS width, (SELECT count(*) FROM g) AS distinct,"
                        + " (SELECT corr(n, o) FROM (SELECT n,"
                        + " row_number() OVER (ORDER BY v, n) AS o FROM s WHERE v IS NOT NULL) p) AS correlation FROM s",
                row -> new Counts(
                        row.real("rows"),
                        row.real("present"),
                        row.real("width"),
                        row.real("distinct"),
                        row.realOrNull("correlation")));
    }

    private ColumnStatistics ofValues(Counts counts) throws SQLException {
        double tableRows = Math.max(counts.rows(), table.estimatedRows());
        var spectrum = spectrum();
        double distinct = Math.clamp(
                spectrum.distinctAsAnalyzed() - (counts.nullShare() > 0 ? 1 : 0),
                counts.distinct(),
                Math.max(counts.distinct(), tableRows * (1 - counts.nullShare())));
        int common = common(counts, distinct, tableRows);
        return query.one(
                sample + "SELECT (SELECT array_agg(v ORDER BY place) FROM g WHERE place <= " + common
                        + ")::text AS common, (SELECT array_agg((c / " + counts.rows()
                        + ")::real ORDER BY place) FROM g"
                        + " WHERE place <= " + common + ")::text AS frequencies, percentile_disc(" + bounds()
                        + ") WITHIN GROUP (ORDER BY s.v)::text AS bounds FROM s JOIN g USING (v) WHERE g.place > "
                        + common,
                row -> new ColumnStatistics(
                        false,
                        counts.nullShare(),
                        (int) Math.round(counts.width()),
                        stated(distinct, tableRows),
                        row.textOrNull("common"),
                        row.textOrNull("frequencies"),
                        bounds(row.textOrNull("bounds")),
                        counts.correlation(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        stated(spectrum.distinct(tableRows), tableRows)));
    }

    /** With nulls as one more of them, where there are any. */
    private KeySpectrum spectrum() throws SQLException {
        var wanted = KeysWanted.combined(table.name(), List.of(expression));
        return KeySpectrumSql.combined(query, table, List.of(wanted), effort)
                .getOrDefault(wanted, new KeySpectrum(1, 1, List.of()));
    }

    private static double stated(double distinct, double tableRows) {
        return distinct > SHARE_FROM * tableRows ? -Math.min(1, distinct / tableRows) : Math.rint(distinct);
    }

    /** How many values stand out from the rest by more than chance. */
    private int common(Counts counts, double distinct, double tableRows) throws SQLException {
        var times = query.list(
                sample + "SELECT c FROM g WHERE c > 1 AND place <= " + target + " ORDER BY place",
                row -> row.real("c"));
        boolean all = times.size() == (int) counts.distinct();
        double lumps = all ? 1 : lumps();
        int kept = times.size();
        double sum = times.stream().mapToDouble(c -> c).sum();
        while (!all && kept > 0) {
            double least = times.get(kept - 1);
            sum -= least;
            double others = Math.max(1, distinct - (kept - 1));
            double share = Math.clamp(1 - sum / counts.rows() - counts.nullShare(), 0, 1) / others;
            double deviation = deviation(least, counts.rows(), tableRows) * Math.sqrt(lumps);
            if (least > share * counts.rows() + 2 * deviation + 0.5) {
                break;
            }
            kept--;
        }
        return kept;
    }

    /**
     * By how much the variance of a value's rows among the runs of blocks is above that of rows drawn singly: 1 where values are
     * spread by chance, as many as come together where they lie together.
     */
    private double lumps() throws SQLException {
        double runs = stretches.count();
        if (runs == 1) {
            return 1;
        }
        return query.one(
                sample + "SELECT sum(squares - c ^ 2 / " + runs + ") * " + runs / (runs - 1)
                        + " / sum(c) AS lumps FROM ("
                        + "SELECT sum(c) AS c, sum(c ^ 2) AS squares FROM (SELECT v, count(*)::float8 AS c FROM s"
                        + " WHERE v IS NOT NULL GROUP BY v, stretch) r GROUP BY v) t",
                row -> Math.max(1, row.real("lumps")));
    }

    /** Of the number of rows with a value in a sample drawn without replacement. */
    private static double deviation(double seen, double sampled, double all) {
        double with = all * seen / sampled;
        return Math.sqrt(
                Math.max(0, sampled * with * (all - with) * (all - sampled) / (all * all * Math.max(1, all - 1))));
    }

    private String bounds() {
        return IntStream.rangeClosed(0, target)
                .mapToObj(i -> String.valueOf(i / (double) target))
                .collect(Collectors.joining(",", "ARRAY[", "]::float8[]"));
    }

    private static @Nullable String bounds(@Nullable String array) {
        return ArrayText.elements(array).size() < 2 ? null : array;
    }

    /**
     * Words in the order in which the server looks for them, by length first; then the least and the greatest frequency. Where all
     * words down to ANALYZE's limit are kept, the least is the one that a sample of its size would have.
     */
    private Optional<ColumnStatistics> ofWords() throws SQLException {
        var more = Math.min(ROWS_OF_WORDS, table.estimatedRows()) + " / t.rows";
        var order = " ORDER BY octet_length(k), k COLLATE \"C\")";
        var share = "(c / t.present)::real";
        var sql = "WITH s AS MATERIALIZED (SELECT v FROM " + stretches.rows(table, expression + " AS v")
                + "), t AS MATERIALIZED (SELECT count(*)::float8 AS rows, count(v)::float8 AS present,"
                + " avg(pg_column_size(v)) AS width FROM s), w AS MATERIALIZED (SELECT k, count(*) AS c FROM s"
                + " CROSS JOIN LATERAL unnest(tsvector_to_array(v)) k GROUP BY k), kept AS (SELECT k, c FROM w"
                + " WHERE c > (SELECT 9 * sum(c) / " + BUCKET + " FROM w) ORDER BY c DESC LIMIT " + WORDS
                + "), few AS (SELECT 9 * sum(c) / " + BUCKET
                + " AS limit_count FROM w), least AS (SELECT CASE WHEN count(*) < "
                + WORDS + " AND min(c) <= min(limit_count) + 1 THEN (floor(min(limit_count) * min(" + more
                + ")) + 1) / min("
                + more
                + ") ELSE min(c) END AS c FROM kept CROSS JOIN few CROSS JOIN t) SELECT t.rows, t.present, t.width, (SELECT array_agg(k"
                + order + "::text FROM kept) AS words,"
                + " (SELECT (array_agg(" + share + order + " || (SELECT " + share + " FROM least) || max(" + share
                + "))::text FROM kept) AS frequencies FROM t";
        return query.one(sql, row -> row.real("present") < 1 ? Optional.empty() : Optional.of(words(row)));
    }

    private static ColumnStatistics words(Row row) throws SQLException {
        double present = row.real("present") / row.real("rows");
        return new ColumnStatistics(
                false,
                1 - present,
                (int) Math.round(row.real("width")),
                -present,
                null,
                null,
                null,
                null,
                row.textOrNull("words"),
                row.textOrNull("frequencies"),
                null,
                null,
                null,
                null);
    }
}
