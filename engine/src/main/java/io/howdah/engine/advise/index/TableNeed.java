package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Expression.ColumnRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one statement asks of one table, as its plan shows. Filled by {@link NeedsReader}.
 *
 * <p>Keys are ascending, but for those of orders.
 */
final class TableNeed {

    final QualifiedName table;

    /** Compared with a value by equality. */
    final Set<IndexKey> equal = new LinkedHashSet<>();

    /** Equal to a column of another relation. */
    final Set<IndexKey> joined = new LinkedHashSet<>();

    /** Compared by inequality, or by the beginning of a text. */
    final Set<IndexKey> ranged = new LinkedHashSet<>();

    /** In one branch of a disjunction: worth an index by itself, for a bitmap. */
    final Set<IndexKey> alternatives = new LinkedHashSet<>();

    /** Conditions and orders that take another kind of index than a B-tree, those in disjunctions among them. */
    final Set<Search> searches = new LinkedHashSet<>();

    /** Sort orders asked for. */
    final Set<List<IndexKey>> orders = new LinkedHashSet<>();

    /** Grouped or made distinct by. */
    final Set<List<IndexKey>> groups = new LinkedHashSet<>();

    /** Columns that are read at all. */
    final Set<String> columns = new LinkedHashSet<>();

    /** Conditions on this table alone whose constants are known. */
    final List<Expression> conditions = new ArrayList<>();

    /** Whether an index with all {@link #columns} could answer without the table. */
    boolean coverable = true;

    TableNeed(QualifiedName table) {
        this.table = table;
    }

    /** Whether the planner could want such an index: for a key, for its predicate, or to read nothing else. */
    boolean mayUse(IndexDefinition index) {
        if (!index.table().equals(table)) {
            return false;
        }
        if (index.predicate() != null) {
            return mentionsPredicate(index);
        }
        return index.method().equals("btree")
                ? index.keys().stream().anyMatch(this::asksFor) || holdsAll(index)
                : index.keys().stream().anyMatch(k -> asksForAny(k.expression()));
    }

    /** Whether there is any condition on the column or expression: what another kind of index can do with it, the planner knows. */
    private boolean asksForAny(String expression) {
        return Stream.of(equal, joined, ranged, alternatives)
                        .flatMap(Set::stream)
                        .anyMatch(k -> k.expression().equals(expression))
                || searches.stream().anyMatch(s -> s.key().expression().equals(expression));
    }

    /** Whether conditions with constants mention all columns of the predicate, without which it cannot be proven. */
    private boolean mentionsPredicate(IndexDefinition index) {
        var mentioned = conditions.stream()
                .flatMap(c -> c.columns().stream())
                .map(ColumnRef::column)
                .collect(Collectors.toSet());
        return mentioned.containsAll(IndexColumns.ofPredicate(index));
    }

    private boolean asksFor(IndexKey key) {
        var plain = ascending(key);
        return equal.contains(plain)
                || joined.contains(plain)
                || ranged.contains(plain)
                || alternatives.contains(plain)
                || orders.stream().anyMatch(o -> ascending(o.getFirst()).equals(plain))
                || groups.stream().anyMatch(g -> g.contains(plain));
    }

    private boolean holdsAll(IndexDefinition index) {
        return coverable
                && columns.stream()
                        .allMatch(c -> index.include().contains(c)
                                || index.keys().stream().anyMatch(k -> c.equals(k.column())));
    }

    static IndexKey ascending(IndexKey key) {
        return new IndexKey(key.column(), key.expression(), key.operatorClass(), key.collation(), false, false);
    }
}
