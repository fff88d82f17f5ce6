package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.catalog.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sees statements whose calls read far more than any of their plans foretells, as if they read a whole table in which the plans use an
 * index that is hardly scanned. The types that a driver binds are invisible in the texts: a number with decimals compared with a column
 * of whole numbers shuts the index out, and nothing but the blocks tells.
 */
public final class ContradictedPlanRule implements Rule {

    private static final Threshold FACTOR = new Threshold(
            "contradicted-plan.factor",
            10,
            "times as many blocks as foretold",
            "ours: the planner is seldom wrong by more in pages of an index scan");

    private static final Threshold BLOCKS = new Threshold(
            "contradicted-plan.blocks", 1_000, "blocks a call", "8 MB; less is read in a millisecond from memory");

    private static final Threshold CALLS =
            new Threshold("contradicted-plan.calls", 100, "calls", "so that a few odd values do not decide");

    /** Share of the table that a call reads at least, where the index does not serve. */
    private static final double OF_THE_TABLE = 0.5;

    /** Scans of the index for each call, below which it is not what the calls use. */
    private static final double SCANS_PER_CALL = 0.5;

    @Override
    public String slug() {
        return "contradicted-plan";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FACTOR, BLOCKS, CALLS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .filter(s -> s.calls() >= scene.of(CALLS) && blocks(s) >= scene.of(BLOCKS))
                .flatMap(s -> contradiction(s, scene).stream().map(c -> finding(s, c, scene))));
    }

    /**
     * What cannot be.
     *
     * @param foretold blocks a call, at most
     */
    private record Contradiction(Relation table, Index index, double foretold) {}

    private static double blocks(Statement statement) {
        var counters = statement.counters();
        return counters == null || statement.calls() == 0
                ? 0
                : (counters.sharedBlocksHit() + counters.sharedBlocksRead()) / statement.calls();
    }

    private static Optional<Contradiction> contradiction(Statement statement, Scene scene) {
        var forms = scene.planned().forms().stream()
                .filter(f -> f.statement().id().equals(statement.id()))
                .toList();
        if (forms.isEmpty() || forms.stream().anyMatch(f -> callsOwnFunctions(f, scene))) {
            return Optional.empty();
        }
        var pages = new PagesForetold(pageCost(scene));
        double foretold =
                forms.stream().mapToDouble(f -> pages.of(f.plan().root())).max().orElseThrow();
        if (blocks(statement) < scene.of(FACTOR) * foretold) {
            return Optional.empty();
        }
        return forms.stream()
                .flatMap(f -> indexed(f, scene).stream())
                .filter(r -> blocks(statement) >= OF_THE_TABLE * r.pages())
                .max(Comparator.comparingLong(Relation::pages))
                .flatMap(table ->
                        shutOut(statement, table, forms, scene).map(i -> new Contradiction(table, i, foretold)));
    }

    private static double pageCost(Scene scene) {
        return Math.max(
                0.1,
                Stream.of("seq_page_cost", "random_page_cost")
                        .flatMap(name -> scene.catalog().setting(name).stream())
                        .map(Setting::value)
                        .mapToDouble(Double::parseDouble)
                        .min()
                        .orElse(1));
    }

    /** What a function reads is counted with the statement and is in no plan. */
    private static boolean callsOwnFunctions(Form form, Scene scene) {
        var names = scene.catalog().definitions().functions().stream()
                .map(Function::name)
                .map(n -> Name.quoted(n.name()) + "(")
                .toList();
        return form.plan().nodes().stream()
                .flatMap(n -> Stream.concat(
                        n.details().values().stream(),
                        n.keys().values().stream().flatMap(List::stream)))
                .anyMatch(text -> names.stream().anyMatch(text::contains));
    }

    /** Tables that the plan reads by an index alone. */
    private static List<Relation> indexed(Form form, Scene scene) {
        var nodes = form.plan().nodes();
        var whole = nodes.stream()
                .filter(n -> n.type().endsWith("Seq Scan"))
                .flatMap(n -> Stream.ofNullable(n.relation()))
                .toList();
        return nodes.stream()
                .filter(ContradictedPlanRule::isByIndex)
                .flatMap(n -> Stream.ofNullable(n.relation()))
                .distinct()
                .filter(r -> !whole.contains(r))
                .flatMap(r -> scene.catalog().relation(r).stream())
                .toList();
    }

    private static boolean isByIndex(PlanNode node) {
        return node.relation() != null && (node.index() != null || node.type().equals("Bitmap Heap Scan"));
    }

    /** The index of the plans that most calls cannot have scanned; empty where some index of theirs was scanned often enough. */
    private static Optional<Index> shutOut(Statement statement, Relation table, List<Form> forms, Scene scene) {
        var names = forms.stream()
                .flatMap(f -> f.plan().nodes().stream())
                .flatMap(n -> Stream.ofNullable(n.index()))
                .distinct()
                .toList();
        var used = table.indexes().stream()
                .filter(i -> names.contains(i.name().name()))
                .toList();
        double scans = Stream.concat(used.stream(), siblings(used, scene))
                .mapToDouble(Index::scans)
                .sum();
        return scans < SCANS_PER_CALL * statement.calls() ? used.stream().findFirst() : Optional.empty();
    }

    /** Of a partitioned table's index each call may scan another part. */
    private static Stream<Index> siblings(List<Index> used, Scene scene) {
        var whole = used.stream()
                .map(Index::partitionOf)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        return scene.catalog().indexes().stream()
                .filter(i -> i.partitionOf() != null && whole.contains(i.partitionOf()) && !used.contains(i));
    }

    private Finding finding(Statement statement, Contradiction seen, Scene scene) {
        var index = seen.index().name();
        return StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                "reads %,.0f blocks a call, and not by index %s as its text would let it"
                        .formatted(blocks(statement), index.name()),
                "By its text and the statistics it reads %s by %s, at most some %,.0f blocks a call. Its calls read as much as half of the table or more, and %s was scanned %,d times in all. Either the values are bound with another type than the column's, such as a number with decimals for whole numbers, which shuts the index out; or the index is younger than what was counted; or the application's sessions have other planner settings. Bind the column's type, or look at the plan of a real call (auto_explain)."
                        .formatted(
                                seen.table().name(),
                                index.name(),
                                seen.foretold(),
                                index.name(),
                                seen.index().scans()),
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "%,.0f calls read %,.0f blocks each; %s has %,d"
                                .formatted(
                                        statement.calls(),
                                        blocks(statement),
                                        seen.table().name(),
                                        seen.table().pages()),
                        Map.of("blocks_per_call", blocks(statement), "blocks_foretold", seen.foretold()))));
    }
}
