package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a plan that was run shows, node by node: where the time went, and why. Thresholds stand on the page docs/rules/plan.md. */
public final class PlanReading {

    private final Plan plan;
    private final double jitMs;
    private final double wholeMs;
    private final List<Finding> findings = new ArrayList<>();

    private PlanReading(Plan plan, double jitMs) {
        this.plan = plan;
        this.jitMs = jitMs;
        var execution = plan.executionMs();
        this.wholeMs = Math.max(execution == null ? 0 : execution, Node.totalMs(plan.root()));
    }

    /**
     * The findings, those of the nodes with most time first; empty where the plan was not run.
     *
     * @param jitMs time of just-in-time compilation
     */
    public static List<Finding> of(Plan plan, double jitMs) {
        var reading = new PlanReading(plan, jitMs);
        reading.whole();
        reading.node(plan.root(), null);
        reading.findings.sort(
                Comparator.comparingDouble((Finding f) -> f.cost().timeShare()).reversed());
        return List.copyOf(reading.findings);
    }

    private void whole() {
        var planning = plan.planningMs();
        if (jitMs >= PlanLimits.JIT_SHARE * wholeMs && jitMs > PlanLimits.FELT_MS) {
            add(
                    plan.root(),
                    "plan-jit",
                    "just-in-time compilation took " + ms(jitMs),
                    "The compiled code saved less than it cost. jit = off for this role, or a higher jit_above_cost.",
                    jitMs);
        }
        if (planning != null && planning > PlanLimits.FELT_MS && planning > wholeMs) {
            add(
                    plan.root(),
                    "plan-planning",
                    "planning took " + ms(planning) + ", longer than running",
                    "Prepared statements keep the plan; many partitions or joins, or bloated statistics, make planning long.",
                    planning);
        }
    }

    private void node(PlanNode node, @Nullable PlanNode parent) {
        if (node.actual() != null && node.actual().loops() > 0) {
            spills(node);
            wastes(node);
            misjudges(node);
            repeats(node, parent);
            offsets(node);
            workers(node);
        }
        node.children().forEach(child -> node(child, node));
    }

    private void spills(PlanNode node) {
        if ("Disk".equals(node.details().get("Sort Space Type"))) {
            add(
                    node,
                    "plan-sort-disk",
                    "sorts on disk: " + kilobytes(node, "Sort Space Used"),
                    "It does not fit into work_mem. An index in this order needs no sort; else SET LOCAL work_mem for this"
                            + " statement (in memory rows take two to three times the room).",
                    Node.ownMs(node));
        }
        if (Node.detail(node, "Hash Batches") > 1) {
            add(
                    node,
                    "plan-hash-batches",
                    "hashes in " + node.details().get("Hash Batches") + " batches by way of files",
                    "The hashed side does not fit into work_mem × hash_mem_multiplier; raise it for this statement, or have"
                            + " fewer rows or columns come to it.",
                    Node.ownMs(node));
        }
        if (Node.detail(node, "HashAgg Batches") > 1) {
            add(
                    node,
                    "plan-aggregate-disk",
                    "groups by way of files: " + kilobytes(node, "Disk Usage"),
                    "The groups do not fit into work_mem × hash_mem_multiplier.",
                    Node.ownMs(node));
        }
        if (Node.detail(node, "Lossy Heap Blocks") > Node.detail(node, "Exact Heap Blocks")
                && Node.detail(node, "Rows Removed by Index Recheck") > 0) {
            add(
                    node,
                    "plan-lossy-bitmap",
                    "the bitmap does not fit into work_mem: most pages are looked through whole",
                    "Raise work_mem for this statement, or have the index select fewer rows.",
                    Node.ownMs(node));
        }
    }

    private void wastes(PlanNode node) {
        double removed = Node.detail(node, "Rows Removed by Filter") * Node.loops(node);
        double kept = Node.rows(node);
        if (removed >= PlanLimits.ROWS && removed >= PlanLimits.REMOVED * (removed + kept)) {
            boolean byIndex = node.type().startsWith("Index");
            add(
                    node,
                    byIndex ? "plan-inefficient-index" : "plan-rows-removed",
                    String.format(
                            Locale.ROOT, "reads %,.0f rows and throws %,.0f of them away", removed + kept, removed),
                    "The filter " + node.details().getOrDefault("Filter", "")
                            + (byIndex
                                    ? " is not among the index's keys; a key more would leave the rows out unread."
                                    : " has no index to begin at, or none that the planner takes."),
                    Node.ownMs(node));
        }
        double fetches = Node.detail(node, "Heap Fetches");
        if (fetches >= PlanLimits.ROWS && fetches >= PlanLimits.FETCHED * kept) {
            add(
                    node,
                    "plan-heap-fetches",
                    String.format(Locale.ROOT, "an index-only scan that goes to the table %,.0f times", fetches),
                    "Pages changed since the last VACUUM are not known to be visible to all. VACUUM the table, and more often:"
                            + " autovacuum_vacuum_insert_scale_factor and autovacuum_vacuum_scale_factor.",
                    Node.ownMs(node));
        }
    }

    private void misjudges(PlanNode node) {
        double actual = Node.rows(node) / Node.loops(node);
        double estimated = Math.max(1, node.rows());
        double factor = Math.max(actual, 1) / estimated;
        boolean stopped = actual < estimated && Node.mayBeStopped(plan.root(), node);
        if ((factor >= PlanLimits.MISJUDGED || 1 / factor >= PlanLimits.MISJUDGED)
                && Math.max(actual * Node.loops(node), estimated) >= PlanLimits.ROWS
                && !stopped
                && node.children().stream().noneMatch(c -> isAsWrong(c, factor))) {
            add(
                    node,
                    "plan-misestimate",
                    String.format(Locale.ROOT, "expected %,.0f rows and found %,.0f", estimated, actual),
                    "What stands above was chosen for the other number. ANALYZE; a higher statistics target; extended statistics"
                            + " where columns go together; an expression index or statistics on the expression.",
                    Node.ownMs(node));
        }
    }

    /** The mistake came from below. */
    private static boolean isAsWrong(PlanNode child, double factor) {
        if (child.actual() == null) {
            return false;
        }
        double own = Math.max(1, Node.rows(child) / Math.max(1, Node.loops(child))) / Math.max(1, child.rows());
        return factor > 1 ? own >= PlanLimits.MISJUDGED : 1 / own >= PlanLimits.MISJUDGED;
    }

    private void repeats(PlanNode node, @Nullable PlanNode parent) {
        if (parent != null
                && parent.type().equals("Nested Loop")
                && parent.children().indexOf(node) == 1
                && Node.loops(node) >= PlanLimits.ROWS
                && Node.totalMs(node) >= PlanLimits.LOOP_SHARE * wholeMs
                && Node.totalMs(node) > PlanLimits.FELT_MS) {
            var outer = parent.children().getFirst();
            add(
                    node,
                    "plan-nested-loop",
                    String.format(
                            Locale.ROOT,
                            "runs %,.0f times inside a nested loop that expected %,.0f",
                            Node.loops(node),
                            outer.rows()),
                    "With so many rows outside a hash join reads each side once. The estimate outside is what misled the planner.",
                    Node.totalMs(node));
        }
    }

    private void offsets(PlanNode node) {
        if (!node.type().equals("Limit") || node.children().isEmpty()) {
            return;
        }
        double below = Node.rows(node.children().getFirst());
        double thrown = below - Node.rows(node);
        if (thrown >= PlanLimits.ROWS && thrown >= PlanLimits.REMOVED * below) {
            add(
                    node,
                    "plan-large-offset",
                    String.format(Locale.ROOT, "OFFSET reads %,.0f rows and throws %,.0f away", below, thrown),
                    "Go on from the last row seen instead (see deep-offset).",
                    Node.totalMs(node));
        }
    }

    private void workers(PlanNode node) {
        double planned = Node.detail(node, "Workers Planned");
        double launched = Node.detail(node, "Workers Launched");
        if (planned > 0 && launched < planned && node.details().containsKey("Workers Launched")) {
            add(
                    node,
                    "plan-workers",
                    String.format(Locale.ROOT, "%.0f of %.0f workers could be started", launched, planned),
                    "max_parallel_workers or max_worker_processes were used up by others; the plan was chosen for more hands.",
                    Node.totalMs(node));
        }
    }

    private static String kilobytes(PlanNode node, String detail) {
        return String.format(Locale.ROOT, "%,.0f kB", Node.detail(node, detail));
    }

    private static String ms(double millis) {
        return String.format(Locale.ROOT, "%,.1f ms", millis);
    }

    private void add(PlanNode node, String slug, String title, String why, double millis) {
        double share = wholeMs <= 0 ? 0 : Math.min(1, millis / wholeMs);
        var severity = share >= PlanLimits.MUCH
                ? Severity.WARNING
                : share >= PlanLimits.SOME ? Severity.NOTICE : Severity.INFO;
        findings.add(Finding.of(
                        slug,
                        severity,
                        node.label(),
                        title,
                        why,
                        List.of(new Evidence(
                                Evidence.Label.MEASURED,
                                String.format(Locale.ROOT, "%.1f of %.1f ms", millis, wholeMs),
                                java.util.Map.of("ms", millis))))
                .costing(Cost.ofTime(share)));
    }
}
