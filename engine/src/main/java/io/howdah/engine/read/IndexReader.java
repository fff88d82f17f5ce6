package io.howdah.engine.read;

import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.GinCounters;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.read.SecondSession.Awaited;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code pg_index} with everything that a key can carry.
 *
 * <p>Operator classes and collations are named only where they are not the default, as {@code pg_get_indexdef} does
 * (ruleutils.c). Bits of {@code indoption}: 1 descending, 2 nulls first (pg_index.h).
 */
final class IndexReader {

    private static final int DESCENDING = 1;
    private static final int NULLS_FIRST = 2;

    /** What the keys of each index carry, of many indexes at once: a server may have a hundred thousand of them. */
    private static final String KEYS = """
            SELECT ia.attrelid AS index,
                   array_agg(ta.attname::text ORDER BY ia.attnum) AS column_names,
                   array_agg(ia.attname::text ORDER BY ia.attnum) AS own_names,
                   array_agg(CASE WHEN i.indkey[ia.attnum - 1] = 0
                                  THEN pg_get_indexdef(c.oid, ia.attnum, false) END ORDER BY ia.attnum) AS expressions,
                   array_agg(CASE WHEN NOT oc.opcdefault OR ia.attoptions IS NOT NULL
                                  THEN quote_ident(ocn.nspname) || '.' || quote_ident(oc.opcname) ||
                                       coalesce('(' || array_to_string(ia.attoptions, ', ') || ')', '') END
                             ORDER BY ia.attnum) AS operator_classes,
                   array_agg(CASE WHEN co.oid <> coalesce(ta.attcollation, it.typcollation)
                                  THEN quote_ident(con.nspname) || '.' || quote_ident(co.collname) END
                             ORDER BY ia.attnum) AS collations,
                   array_agg(i.indoption[ia.attnum - 1]::text ORDER BY ia.attnum) AS options,
                   bool_and(i.indkey[ia.attnum - 1] <> 0 AND (ia.attnum > i.indnkeyatts OR
                     (oc.opcdefault AND ia.attoptions IS NULL AND it.oid = ta.atttypid
                      AND (oc.opcintype = it.oid OR (oc.opcintype = 'text'::regtype AND it.oid = 'varchar'::regtype))
                      AND coalesce(co.oid = coalesce(ta.attcollation, it.typcollation), true)))) AS plain,
                   string_agg(quote_ident(ta.attname) ||
                              CASE i.indoption[ia.attnum - 1] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST'
                                                              WHEN 3 THEN ' DESC' ELSE '' END, ', ' ORDER BY ia.attnum)
                     FILTER (WHERE ia.attnum <= i.indnkeyatts) AS plain_keys,
                   string_agg(quote_ident(ta.attname), ', ' ORDER BY ia.attnum)
                     FILTER (WHERE ia.attnum > i.indnkeyatts) AS plain_included
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute ia ON ia.attrelid = c.oid AND ia.attnum > 0
              JOIN pg_type it ON it.oid = ia.atttypid
              LEFT JOIN pg_attribute ta ON ta.attrelid = i.indrelid AND ta.attnum = i.indkey[ia.attnum - 1]
                                       AND ta.attnum <> 0
              LEFT JOIN pg_opclass oc ON oc.oid = i.indclass[ia.attnum - 1]
              LEFT JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
              LEFT JOIN pg_collation co ON co.oid = i.indcollation[ia.attnum - 1]
              LEFT JOIN pg_namespace con ON con.oid = co.collnamespace
             WHERE {readable}
             GROUP BY ia.attrelid""";

    private static final String READABLE =
            "i.indrelid <> ALL (:locked) AND c.oid <> ALL (:locked) AND {range} AND " + Visible.SCHEMA;

    private static final String SQL = """
            SELECT i.indexrelid, i.indrelid, c.relname, am.amname, i.indisunique, i.indisprimary, i.indisexclusion,
                   i.indisreplident, i.indisclustered, i.indisvalid AND i.indisready AND i.indislive AS usable,
                   i.indnkeyatts, c.relpages, c.reltuples, c.reloptions, con.conname,
                   CASE WHEN c.relkind = 'i' THEN pg_relation_size(c.oid) END AS size_bytes,
                   pg_get_expr(i.indpred, i.indrelid) AS predicate,
                   CASE WHEN {plain}
                        THEN 'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ' ||
                             quote_ident(c.relname) || ' ON ' || quote_ident(n.nspname) || '.' || quote_ident(t.relname) ||
                             ' USING ' || quote_ident(am.amname) || ' (' || k.plain_keys || ')' ||
                             coalesce(' INCLUDE (' || k.plain_included || ')', '') ||
                             CASE WHEN {nulls_not_distinct}::boolean THEN ' NULLS NOT DISTINCT' ELSE '' END
                   END AS plain_definition,
                   CASE WHEN NOT ({plain}) THEN pg_get_indexdef(c.oid) END AS definition,
                   pn.nspname AS parent_schema, p.relname AS parent_name,
                   pg_stat_get_numscans(c.oid) AS scans, pg_stat_get_tuples_returned(c.oid) AS tuples_read,
                   pg_stat_get_tuples_fetched(c.oid) AS tuples_fetched, {last_scan}::timestamptz AS last_scan,
                   coalesce({nulls_not_distinct}::boolean, false) AS nulls_not_distinct, k.*
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_class t ON t.oid = i.indrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_am am ON am.oid = c.relam
              LEFT JOIN pg_inherits h ON h.inhrelid = c.oid
              LEFT JOIN pg_class p ON p.oid = h.inhparent
              LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
              LEFT JOIN pg_constraint con
                ON con.conindid = c.oid AND con.conrelid = i.indrelid AND con.contype IN ('p', 'u', 'x')
              JOIN ({keys}) k ON k.index = c.oid
             WHERE {readable}
             ORDER BY i.indrelid, c.relname
            """;

    /** Of these the definition is put together here: {@code pg_get_indexdef} takes longer than all the rest. */
    private static final String PLAIN = "k.plain AND c.relkind = 'i' AND c.reloptions IS NULL";

    /** Tables of which the indexes are read by one statement: it takes about a second with three to a table. */
    private static final int TABLES = 6_000;

    private IndexReader() {}

    /** The indexes by their table's oid. */
    static Map<Long, List<Index>> read(
            Query query,
            Map<Long, Relation> relations,
            Awaited<StatisticsReader> statistics,
            Map<Long, Integer> heights,
            Map<Long, GinCounters> counters)
            throws SQLException {
        return read(query, OidRange.of(relations.keySet(), TABLES), relations, statistics, heights, counters);
    }

    /** The same, by so many statements as there are ranges. */
    static Map<Long, List<Index>> read(
            Query query,
            List<OidRange> ranges,
            Map<Long, Relation> relations,
            Awaited<StatisticsReader> statistics,
            Map<Long, Integer> heights,
            Map<Long, GinCounters> counters)
            throws SQLException {
        var sql = SQL.replace("{last_scan}", query.since(16, "pg_stat_get_lastscan(c.oid)"))
                .replace("{nulls_not_distinct}", query.since(15, "i.indnullsnotdistinct"))
                .replace("{keys}", KEYS)
                .replace("{plain}", PLAIN)
                .replace("{readable}", READABLE);
        var indexes = new HashMap<Long, List<Index>>();
        for (var range : ranges) {
            query.each(sql.replace("{range}", range.holds("i.indrelid")), row -> {
                var table = relations.get(row.number("indrelid"));
                if (table != null) {
                    indexes.computeIfAbsent(table.oid(), oid -> new ArrayList<>())
                            .add(index(row, table, statistics, heights).with(counters.get(row.number("indexrelid"))));
                }
            });
        }
        return indexes;
    }

    private static Index index(
            Row row, Relation table, Awaited<StatisticsReader> statistics, Map<Long, Integer> heights)
            throws SQLException {
        boolean unique = row.flag("indisunique");
        return new Index(
                row.number("indexrelid"),
                new QualifiedName(table.name().schema(), row.text("relname")),
                definition(row, table),
                definitionSql(row),
                row.flag("indisprimary"),
                unique || row.flag("indisexclusion"),
                row.textOrNull("conname"),
                row.flag("indisreplident"),
                row.flag("indisclustered"),
                row.flag("usable"),
                row.number("relpages"),
                row.real("reltuples"),
                row.number("size_bytes"),
                heights.get(row.number("indexrelid")),
                row.number("scans"),
                row.number("tuples_read"),
                row.number("tuples_fetched"),
                row.instantOrNull("last_scan"),
                expressionStatistics(row, table, statistics),
                row.nameOrNull("parent_schema", "parent_name"));
    }

    private static String definitionSql(Row row) throws SQLException {
        var plain = row.textOrNull("plain_definition");
        var predicate = row.textOrNull("predicate");
        if (plain == null) {
            return row.text("definition");
        }
        return predicate == null ? plain : plain + " WHERE " + predicate;
    }

    private static IndexDefinition definition(Row row, Relation table) throws SQLException {
        int keyCount = row.integer("indnkeyatts");
        var columns = row.list("column_names");
        return new IndexDefinition(
                table.name(),
                row.text("amname"),
                row.flag("indisunique"),
                row.flag("nulls_not_distinct"),
                keys(row, columns, keyCount),
                included(columns, keyCount),
                row.textOrNull("predicate"),
                Options.of(row.names("reloptions")));
    }

    private static List<IndexKey> keys(Row row, List<@Nullable String> columns, int count) throws SQLException {
        var expressions = row.list("expressions");
        var operatorClasses = row.list("operator_classes");
        var collations = row.list("collations");
        var options = row.list("options");
        var keys = new ArrayList<IndexKey>();
        for (int i = 0; i < count; i++) {
            int option = option(options.get(i));
            keys.add(new IndexKey(
                    columns.get(i),
                    expression(columns.get(i), expressions.get(i)),
                    operatorClasses.get(i),
                    collations.get(i),
                    (option & DESCENDING) != 0,
                    (option & NULLS_FIRST) != 0));
        }
        return List.copyOf(keys);
    }

    private static int option(@Nullable String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static String expression(@Nullable String column, @Nullable String expression) {
        if (column != null) {
            return Name.quoted(column);
        }
        return expression == null ? "" : expression;
    }

    private static List<String> included(List<@Nullable String> columns, int keyCount) {
        return columns.subList(keyCount, columns.size()).stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static Map<Integer, ColumnStatistics> expressionStatistics(
            Row row, Relation table, Awaited<StatisticsReader> statistics) throws SQLException {
        var index = new QualifiedName(table.name().schema(), row.text("relname"));
        if (!statistics.get().knows(index)) {
            return Map.of();
        }
        var byPosition = new TreeMap<Integer, ColumnStatistics>();
        var names = row.names("own_names");
        for (int i = 0; i < names.size(); i++) {
            var found = statistics.get().of(index, names.get(i));
            if (found != null) {
                byPosition.put(i + 1, found);
            }
        }
        return byPosition;
    }
}
