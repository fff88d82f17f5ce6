package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.PlanNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where two plans of one statement part.
 *
 * @param before the node of the earlier plan
 * @param after the one that stands in its place in the later plan
 */
record ChangedNode(PlanNode before, PlanNode after) {

    /** From so many times on an estimate counts as another one; ours: less moves with each ANALYZE. */
    private static final double MOVED = 2;

    /** The lowest place where they part, with all that differs beneath it. */
    static ChangedNode of(PlanNode before, PlanNode after, PlanForm form) {
        boolean alike = form.label(before).equals(form.label(after))
                && before.children().size() == after.children().size();
        var others = !alike
                ? new int[0]
                : IntStream.range(0, before.children().size())
                        .filter(i -> !form.of(before.children().get(i))
                                .equals(form.of(after.children().get(i))))
                        .toArray();
        return others.length == 1
                ? of(before.children().get(others[0]), after.children().get(others[0]), form)
                : new ChangedNode(before, after);
    }

    String words(PlanForm form) {
        return words(before, form) + " became " + words(after, form);
    }

    private static String words(PlanNode node, PlanForm form) {
        return "%s (%s)".formatted(form.label(node), rows(node));
    }

    /** Rows expected, and found where the log tells. */
    static String rows(PlanNode node) {
        var actual = node.actual();
        return actual == null || actual.loops() == 0
                ? String.format(Locale.ROOT, "%,.0f rows expected", node.rows())
                : String.format(Locale.ROOT, "%,.0f rows expected, %,.0f found", node.rows(), actual.rows());
    }

    /**
     * The same rows as the two plans expected them.
     *
     * @param tables whose rows they are, by the names that the statement gives them
     */
    record Estimates(Set<String> tables, PlanNode before, PlanNode after) {

        /** How many times the one expected the other's rows. */
        double factor() {
            double one = Math.max(1, before.rows());
            double other = Math.max(1, after.rows());
            return Math.max(one / other, other / one);
        }
    }

    /** The estimate that moved, of the fewest tables; empty where none of what both plans compute did. */
    static Optional<Estimates> moved(PlanNode before, PlanNode after) {
        var earlier = new LinkedHashMap<Set<String>, PlanNode>();
        var later = new LinkedHashMap<Set<String>, PlanNode>();
        collect(before, earlier);
        collect(after, later);
        return earlier.entrySet().stream()
                .flatMap(e -> Stream.ofNullable(later.get(e.getKey()))
                        .map(then -> new Estimates(e.getKey(), e.getValue(), then)))
                .filter(e -> e.factor() >= MOVED)
                .min((one, other) -> one.tables().size() != other.tables().size()
                        ? Integer.compare(one.tables().size(), other.tables().size())
                        : Double.compare(other.factor(), one.factor()));
    }

    /** The lowest node that gives the rows of each set of tables; the inner side of a loop gives those of one turn and is left out. */
    private static Set<String> collect(PlanNode node, Map<Set<String>, PlanNode> into) {
        var tables = new TreeSet<String>();
        if (node.relation() != null) {
            tables.add(node.alias() == null ? node.relation().name() : node.alias());
        }
        boolean loop = node.type().startsWith("Nested Loop");
        for (int i = 0; i < node.children().size(); i++) {
            tables.addAll(collect(node.children().get(i), loop && i > 0 ? new LinkedHashMap<>() : into));
        }
        if (!tables.isEmpty()) {
            into.putIfAbsent(tables, node);
        }
        return tables;
    }
}
