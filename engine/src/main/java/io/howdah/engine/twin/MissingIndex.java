package io.howdah.engine.twin;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An index that could not be created on the twin. Statements that it cannot serve are planned all the same.
 *
 * @param keys columns that are keys: a condition on them can be served, one on a function of them cannot
 * @param others columns within key expressions and the predicate
 * @param covering whether it may return what it holds, and so serve a statement that has no condition
 */
record MissingIndex(QualifiedName table, Set<String> keys, Set<String> others, boolean covering, String reason) {

    /** Access methods that cannot return columns (amcanreturn), so that a statement without a condition has no use for them. */
    private static final Set<String> RETURNING_NOTHING =
            Set.of("hash", "gin", "brin", "bloom", "rum", "hnsw", "ivfflat", "diskann", "vchordrq");

    /** What stands before a parenthesis without being a function. */
    private static final Set<String> NO_FUNCTIONS =
            Set.of("and", "or", "not", "in", "any", "all", "some", "is", "row", "when", "then", "else", "case", "like");

    /** Functions that the server turns into conditions that an index can serve (prosupport in pg_proc.dat). */
    private static final Set<String> INDEXABLE = Set.of("starts_with", "like", "texticlike", "textlike");

    static MissingIndex of(Index index, String reason) {
        var definition = index.definition();
        var keys = definition.keys().stream()
                .map(IndexKey::column)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var others = new HashSet<String>();
        Stream.concat(
                        definition.keys().stream()
                                .filter(k -> k.column() == null)
                                .map(IndexKey::expression),
                        Stream.ofNullable(definition.predicate()))
                .flatMap(text -> Tokens.of(text).stream())
                .filter(Token::isName)
                .forEach(token -> others.add(token.name()));
        boolean covering = !RETURNING_NOTHING.contains(definition.method());
        return new MissingIndex(index.table(), Set.copyOf(keys), Set.copyOf(others), covering, reason);
    }

    /**
     * Whether the statement could use it: it reads the table, and one of its conditions, sort or group keys names a column of
     * the index; or it reads the table without any condition, as an index that holds all it needs might serve it.
     */
    boolean concerns(Plan plan) {
        var nodes = plan.nodes();
        var scans = nodes.stream()
                .filter(n -> table.equals(n.relation()) && !n.type().equals("ModifyTable"))
                .toList();
        if (scans.isEmpty()) {
            return false;
        }
        return nodes.stream().flatMap(MissingIndex::conditions).anyMatch(this::served)
                || (covering
                        && scans.stream().anyMatch(n -> conditions(n).findAny().isEmpty()));
    }

    private static Stream<String> conditions(PlanNode node) {
        var details = node.details().entrySet().stream()
                .filter(e -> e.getKey().endsWith("Cond")
                        || e.getKey().endsWith("Filter")
                        || e.getKey().equals("Order By"))
                .map(e -> e.getValue());
        var keys = node.keys().entrySet().stream()
                .filter(e -> e.getKey().endsWith("Key"))
                .flatMap(e -> e.getValue().stream());
        return Stream.concat(details, keys);
    }

    /** Whether the condition names a column of an expression anywhere, or a key outside of function calls. */
    private boolean served(String condition) {
        var functions = new ArrayDeque<Boolean>();
        int depth = 0;
        Token before = null;
        for (var token : Tokens.of(condition)) {
            if (token.isSymbol("(")) {
                boolean function = before != null && isFunction(before);
                functions.push(function);
                depth += function ? 1 : 0;
            } else if (token.isSymbol(")") && !functions.isEmpty()) {
                depth -= functions.pop() ? 1 : 0;
            } else if (token.isName()
                    && (others.contains(token.name()) || (depth == 0 && keys.contains(token.name())))) {
                return true;
            }
            before = token;
        }
        return false;
    }

    private static boolean isFunction(Token token) {
        return token.isName() && !NO_FUNCTIONS.contains(token.name()) && !INDEXABLE.contains(token.name());
    }
}
