package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How big a B-tree that exists would be right after it was built anew, from the statistics of its columns alone.
 *
 * <p>Types of which it is not known that equal keys look the same are taken not to be deduplicated, so that the answer is too
 * large rather than too small.
 */
public final class FreshSize {

    private static final int PAGE = 8192;

    /** Types of pg_catalog whose default operator class has {@code btequalimage} (pg_amproc.dat), collations permitting. */
    private static final Set<String> EQUAL_IMAGE = Set.of(
            "int2",
            "int4",
            "int8",
            "bool",
            "text",
            "varchar",
            "bpchar",
            "char",
            "name",
            "bytea",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "uuid",
            "oid",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "bit",
            "varbit",
            "money",
            "tid",
            "pg_lsn",
            "xid8");

    private FreshSize() {}

    /** In bytes; empty where it is no B-tree or too little is known of its columns. */
    public static OptionalLong bytes(Relation table, Index index) {
        double rows = rows(table, index);
        if (!index.definition().method().equals("btree") || rows < 1) {
            return OptionalLong.empty();
        }
        var attributes = new ArrayList<IndexAttribute>();
        var expressions = new HashMap<Integer, Entries.Expression>();
        boolean known = keys(table, index, attributes, expressions) && included(table, index, attributes);
        if (!known) {
            return OptionalLong.empty();
        }
        var entries = new Entries(table.estimatedRows(), rows, Map.copyOf(expressions));
        var size = new IndexSize(table, index.definition(), entries, List.copyOf(attributes), Understood.NOTHING);
        return OptionalLong.of(size.btree(isEqualImage(table, index), Map.of()).pages() * PAGE);
    }

    /** Rows with an entry; those of a partial index as last counted, grown with the table since. */
    private static double rows(Relation table, Index index) {
        if (index.definition().predicate() == null) {
            return table.estimatedRows();
        }
        return table.tuples() <= 0 ? 0 : index.tuples() * table.estimatedRows() / table.tuples();
    }

    private static boolean keys(
            Relation table,
            Index index,
            List<IndexAttribute> attributes,
            Map<Integer, Entries.Expression> expressions) {
        var keys = index.definition().keys();
        for (int i = 0; i < keys.size(); i++) {
            var column = keys.get(i).column();
            var statistics = index.expressionStatistics().get(i + 1);
            if (column != null) {
                if (!column(table, column, attributes)) {
                    return false;
                }
            } else if (statistics == null) {
                return false;
            } else {
                attributes.add(ofExpression(statistics));
                expressions.put(
                        i,
                        new Entries.Expression(
                                statistics.averageWidth(),
                                statistics.distinctAmong(table.estimatedRows()),
                                statistics));
            }
        }
        return true;
    }

    private static boolean included(Relation table, Index index, List<IndexAttribute> attributes) {
        return index.definition().include().stream().allMatch(c -> column(table, c, attributes));
    }

    private static boolean column(Relation table, String name, List<IndexAttribute> attributes) {
        var column = table.column(name).filter(c -> c.statistics() != null || (c.length() > 0 && c.notNull()));
        column.ifPresent(c -> attributes.add(
                new IndexAttribute(bareType(c), c.length(), c.alignment().charAt(0))));
        return column.isPresent();
    }

    private static String bareType(Column column) {
        return column.typeName().replaceFirst("^pg_catalog\\.", "");
    }

    /** Values that are all as wide as an integer are taken for one. */
    private static IndexAttribute ofExpression(ColumnStatistics statistics) {
        int width = statistics.averageWidth();
        return switch (width) {
            case 4 -> new IndexAttribute("", 4, 'i');
            case 8 -> new IndexAttribute("", 8, 'd');
            default -> new IndexAttribute("", -1, 'i');
        };
    }

    /** No index with included columns is deduplicated ({@code _bt_allequalimage} in nbtutils.c). */
    private static boolean isEqualImage(Relation table, Index index) {
        return index.definition().include().isEmpty()
                && index.definition().keys().stream().allMatch(k -> isEqualImage(table, k));
    }

    private static boolean isEqualImage(Relation table, IndexKey key) {
        var column = key.column();
        return column != null
                && table.column(column)
                        .filter(c -> c.typeKind().equals("e") || EQUAL_IMAGE.contains(bareType(c)))
                        .isPresent();
    }
}
