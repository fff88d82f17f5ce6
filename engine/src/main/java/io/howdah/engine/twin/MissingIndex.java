package io.howdah.engine.twin;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An index that could not be created on the twin. Statements that it cannot serve are planned all the same.
 *
 * @param columns of the table that its keys and its predicate read
 * @param covering whether it may return what it holds, and so serve a statement that has no condition
 */
record MissingIndex(QualifiedName table, Set<String> columns, boolean covering, String reason) {

    /** Access methods that cannot return columns (amcanreturn), so that a statement without a condition has no use for them. */
    private static final Set<String> RETURNING_NOTHING =
            Set.of("hash", "gin", "brin", "bloom", "rum", "hnsw", "ivfflat", "diskann", "vchordrq");

    /** What EXPLAIN says of a node that is no condition and no key. */
    private static final Set<String> NO_CONDITIONS =
            Set.of("Output", "Schema", "Alias", "Index Name", "Relation Name", "CTE Name", "Subplan Name", "Join Type");

    static MissingIndex of(Index index, String reason) {
        var definition = index.definition();
        var columns = new HashSet<String>(definition.include());
        var predicate = definition.predicate();
        Stream.concat(definition.keys().stream().map(k -> k.expression()), Stream.ofNullable(predicate))
                .forEach(text -> columns.addAll(names(text)));
        boolean covering = !RETURNING_NOTHING.contains(definition.method());
        return new MissingIndex(index.table(), Set.copyOf(columns), covering, reason);
    }

    private static List<String> names(String expression) {
        return Tokens.of(expression).stream()
                .filter(Token::isName)
                .map(Token::name)
                .toList();
    }

    /**
     * Whether the statement could use it: it reads the table, and one of its conditions, sort or group keys names a column of
     * the index; or it reads the table without any condition, as an index that holds all it needs might serve it.
     */
    boolean concerns(Plan plan) {
        var nodes = plan.nodes();
        var scans = nodes.stream().filter(n -> table.equals(n.relation())).toList();
        if (scans.isEmpty()) {
            return false;
        }
        return nodes.stream().flatMap(MissingIndex::conditions).anyMatch(this::namesColumn)
                || covering
                        && scans.stream().anyMatch(n -> conditions(n).findAny().isEmpty());
    }

    private boolean namesColumn(String text) {
        return names(text).stream().anyMatch(columns::contains);
    }

    private static Stream<String> conditions(PlanNode node) {
        var details = node.details().entrySet().stream()
                .filter(e -> e.getKey().endsWith("Cond")
                        || e.getKey().endsWith("Filter")
                        || e.getKey().equals("Order By"))
                .map(e -> e.getValue());
        var keys = node.keys().entrySet().stream()
                .filter(e -> !NO_CONDITIONS.contains(e.getKey()))
                .flatMap(e -> e.getValue().stream());
        return Stream.concat(details, keys);
    }
}
