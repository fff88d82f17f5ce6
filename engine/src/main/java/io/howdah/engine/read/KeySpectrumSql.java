package io.howdah.engine.read;

import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts on the server how often keys come in a part of a table. */
final class KeySpectrumSql {

    /** Rows that combinations are counted in, about. */
    private static final double COMBINED_ROWS = 60_000;

    /** Rows that keys are taken out of, about. */
    private static final double EXTRACTED_ROWS = 10_000;

    /** Trigrams and words come once in what the server makes of a value; elements of an array may come again. */
    private static final String EACH =
            "SELECT n, ''::text AS family, k::text COLLATE \"C\" AS k FROM s CROSS JOIN LATERAL %s k";

    private static final String ELEMENTS = "(SELECT DISTINCT x FROM unnest(e0) x WHERE x IS NOT NULL)";

    /** Every node of a document with the path to it, its name where it has one, and whether it is an element of an array. */
    private static final String NODES = """
            nodes(n, path, name, element, v) AS (
              SELECT n, ''::text, NULL::text, false, e0 FROM s WHERE e0 IS NOT NULL
              UNION ALL
              SELECT w.n, w.path || coalesce('.' || c.key, ''), c.key, c.key IS NULL, c.value FROM nodes w
              CROSS JOIN LATERAL (
                SELECT key, value FROM jsonb_each(CASE WHEN jsonb_typeof(w.v) = 'object' THEN w.v ELSE '{}' END)
                UNION ALL
                SELECT NULL, value FROM jsonb_array_elements(CASE WHEN jsonb_typeof(w.v) = 'array' THEN w.v ELSE '[]' END)) c)""";

    private static final String LEAF = "jsonb_typeof(v) NOT IN ('object', 'array')";

    private static final String JSON_KEYS =
            "SELECT n, regexp_replace(path, '[.][^.]*$', '') || '.*' AS family, 'K' || name AS k"
                    + " FROM nodes WHERE name IS NOT NULL UNION SELECT n, path, CASE WHEN element AND jsonb_typeof(v) = 'string'"
                    + " THEN 'K' ELSE left(jsonb_typeof(v), 1) END || coalesce(v #>> '{}', '') FROM nodes WHERE "
                    + LEAF;

    private static final String JSON_PATHS =
            "SELECT DISTINCT n, path AS family, path || '=' || coalesce(v::text, '') AS k FROM nodes WHERE " + LEAF;

    private KeySpectrumSql() {}

    /**
     * Of each combination on how many stretches it is; what the first row of one has may go on from before and is left out.
     *
     * @param effort share of the usual number of rows
     */
    static Map<KeysWanted, KeySpectrum> combined(Query query, Relation table, List<KeysWanted> wanted, double effort)
            throws SQLException {
        var stretches = Stretches.of(table, effort * COMBINED_ROWS);
        var expressions = wanted.stream()
                .flatMap(w -> w.expressions().stream())
                .distinct()
                .toList();
        var counts = IntStream.range(0, wanted.size())
                .mapToObj(i -> counts(i, wanted.get(i).expressions(), expressions))
                .collect(Collectors.joining(" UNION ALL "));
        var sql = "WITH s AS MATERIALIZED (SELECT stretch, r.* FROM "
                + stretches.rows(table, "row_number() OVER () AS n, " + aliased(expressions)) + ") " + counts;
        var seen = new HashMap<Integer, List<KeySpectrum.Seen>>();
        var rows = new HashMap<Integer, Double>();
        query.each(sql, row -> {
            rows.put(row.integer("place"), row.real("rows"));
            seen.computeIfAbsent(row.integer("place"), p -> new ArrayList<>())
                    .add(new KeySpectrum.Seen("", row.number("times"), row.number("keys"), 0));
        });
        var spectra = new HashMap<KeysWanted, KeySpectrum>();
        seen.forEach((place, counted) -> {
            double share = stretches.shareWithoutFirst(rows.getOrDefault(place, 1.0));
            double all = rows.getOrDefault(place, 0.0) * share / stretches.share();
            spectra.put(wanted.get(place), new KeySpectrum(all, share, List.copyOf(counted)));
        });
        return spectra;
    }

    private static String counts(int place, List<String> own, List<String> all) {
        var keys = own.stream().map(e -> "e" + all.indexOf(e)).collect(Collectors.joining(", "));
        return "SELECT " + place + " AS place, times, count(*) AS keys, (SELECT count(*) FROM s) AS rows FROM ("
                + "SELECT count(*) AS times FROM (SELECT " + keys + " FROM s GROUP BY stretch, " + keys
                + " HAVING min(n) > 1 OR stretch = 0) d GROUP BY " + keys + ") g GROUP BY times";
    }

    private static String aliased(List<String> expressions) {
        return IntStream.range(0, expressions.size())
                .mapToObj(i -> expressions.get(i) + " AS e" + i)
                .collect(Collectors.joining(", "));
    }

    /** Of each key in how many rows it is. */
    static KeySpectrum extracted(Query query, Relation table, KeysWanted wanted, double effort) throws SQLException {
        var stretches = Stretches.of(table, effort * EXTRACTED_ROWS);
        var sql = "WITH RECURSIVE s AS MATERIALIZED (SELECT row_number() OVER () AS n, e0 FROM "
                + stretches.rows(table, aliased(wanted.expressions())) + "), " + keys(wanted)
                + ", counted AS (SELECT min(family) AS family, count(*) AS times, " + width(wanted)
                + " AS width FROM keys GROUP BY k) SELECT family, times, count(*) AS keys, avg(width) AS width,"
                + " (SELECT count(*) FROM s) AS rows FROM counted GROUP BY family, times, (width + 7) / 8";
        var seen = new ArrayList<KeySpectrum.Seen>();
        var rows = new double[1];
        query.each(sql, row -> {
            rows[0] = row.real("rows");
            seen.add(new KeySpectrum.Seen(
                    row.text("family"), row.number("times"), row.number("keys"), row.real("width")));
        });
        return new KeySpectrum(rows[0], stretches.share(), List.copyOf(seen));
    }

    private static String keys(KeysWanted wanted) {
        return switch (wanted.extraction()) {
            case WHOLE -> throw new IllegalArgumentException("nothing is taken out of whole values");
            case ELEMENTS -> "keys AS (" + EACH.formatted(ELEMENTS).replace("k::text", "x::text") + ")";
            case WORDS -> "keys AS (" + EACH.formatted("unnest(tsvector_to_array(e0))") + ")";
            case TRIGRAMS ->
                "keys AS (" + EACH.formatted("unnest(" + Name.quoted(wanted.schema()) + ".show_trgm(e0::text))") + ")";
            case JSON_KEYS -> NODES + ", keys AS (" + JSON_KEYS + ")";
            case JSON_PATHS -> NODES + ", keys AS (" + JSON_PATHS + ")";
        };
    }

    /** As it is stored: words of more than 125 bytes in a document are hashed ({@code JGIN_MAXLENGTH}). */
    private static String width(KeysWanted wanted) {
        return switch (wanted.extraction()) {
            case TRIGRAMS, JSON_PATHS -> "4";
            case JSON_KEYS -> "CASE WHEN octet_length(k) > 126 THEN 10 ELSE octet_length(k) + 1 END";
            default -> "octet_length(k) + 1";
        };
    }
}
