package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a B-tree cannot answer: what is contained, overlaps, matches or lies near.
 *
 * @param key what is searched, a column or an expression, without an operator class
 * @param operator with the key on its left; for an order by distance the distance operator
 * @param anchored whether it is a pattern for a text with a fixed beginning, which a B-tree answers better
 */
record Search(IndexKey key, String operator, boolean anchored) {

    /** Text patterns and likeness (pg_trgm). */
    static final Set<String> TEXT = Set.of("~~", "~~*", "~", "~*", "%", "<%", "%>", "<<%", "%>>");

    /** Distances, by which a GiST or SP-GiST index can order; the last ones are pg_trgm's. */
    static final Set<String> DISTANCES = Set.of("<->", "<#>", "<=>", "<+>", "<<->", "<->>", "<<<->", "<->>>");

    /** Operators with their commutators, as {@code pg_operator} pairs them. */
    private static final Map<String, String> COMMUTATORS = Map.ofEntries(
            Map.entry("@>", "<@"),
            Map.entry("<@", "@>"),
            Map.entry("&&", "&&"),
            Map.entry("@@", "@@"),
            Map.entry("-|-", "-|-"),
            Map.entry("~=", "~="),
            Map.entry("<<", ">>"),
            Map.entry(">>", "<<"),
            Map.entry("<<=", ">>="),
            Map.entry(">>=", "<<="),
            Map.entry("<<|", "|>>"),
            Map.entry("|>>", "<<|"),
            Map.entry("%", "%"),
            Map.entry("<%", "%>"),
            Map.entry("%>", "<%"));

    private static final Set<String> OTHERS = Set.of("?", "?|", "?&", "@?", "&<", "&>", "&<|", "|&>", "^@");

    /** A search with the alias of the table that it is on. */
    record On(String alias, Search search) {}

    /** The searches in a condition, one for each side that is of one table alone. */
    static List<On> in(Expression.Operation condition, Map<String, Relation> relations) {
        var operator = bare(condition.operator());
        var found = new ArrayList<On>();
        if (COMMUTATORS.containsKey(operator) || OTHERS.contains(operator) || TEXT.contains(operator)) {
            add(found, condition.left(), operator, condition.right(), relations);
        }
        var commutator = COMMUTATORS.get(operator);
        if (commutator != null) {
            add(found, condition.right(), commutator, condition.left(), relations);
        }
        return found;
    }

    private static void add(
            List<On> into, Expression searched, String operator, Expression by, Map<String, Relation> relations) {
        Terms.searched(searched, relations)
                .filter(t -> by.columns().stream().noneMatch(c -> t.alias().equals(c.relation())))
                .ifPresent(t -> into.add(
                        new On(t.alias(), new Search(t.key(), operator, PatternKey.isAnchored(operator, by)))));
    }

    /** What an order by distance measures from; null where the expression is no distance. */
    static @Nullable On nearest(Expression order, Map<String, Relation> relations) {
        if (!(order instanceof Expression.Operation distance) || !isDistance(order)) {
            return null;
        }
        var left = Terms.searched(distance.left(), relations);
        var term = left.isPresent() ? left : Terms.searched(distance.right(), relations);
        return term.map(t -> new On(t.alias(), new Search(t.key(), bare(distance.operator()), false)))
                .orElse(null);
    }

    static boolean isDistance(Expression expression) {
        return expression instanceof Expression.Operation o && DISTANCES.contains(bare(o.operator()));
    }

    /** {@code OPERATOR(schema.%)} is {@code %}. */
    static String bare(String operator) {
        int dot = operator.lastIndexOf('.');
        return operator.endsWith(")") && dot >= 0
                ? operator.substring(dot + 1, operator.length() - 1).strip()
                : operator;
    }

    boolean isText() {
        return TEXT.contains(operator);
    }

    boolean isNearest() {
        return DISTANCES.contains(operator);
    }

    /** As people read it. */
    String subject() {
        return key.column() == null ? key.expression() : Name.quoted(key.column());
    }
}
