package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.schema.Mentions;
import io.howdah.engine.advise.schema.TableStatements;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees statements that say nothing of the key by which a table is partitioned, and so read every partition: by the plan where there is
 * one, else by the text.
 */
public final class UnprunedStatementRule implements Rule {

    private static final Set<String> PRUNING = Set.of("=", "<", ">", "<=", ">=", "in", "between", "is");
    private static final Threshold SHARE = new Threshold(
            "unpruned-statement.share", 0.01, "share", "ours: of the workload's time; less is not worth a change");

    @Override
    public String slug() {
        return "unpruned-statement";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var statements = TableStatements.of(scene);
        double total = scene.workload().totalMs();
        var findings = new ArrayList<Finding>();
        for (var entry : Partitions.of(scene.catalog()).entrySet()) {
            var table = entry.getKey();
            var key = Partitions.key(table);
            if (key.isEmpty()
                    || table.partitionBound() != null
                    || entry.getValue().size() < 2
                    || total <= 0) {
                continue;
            }
            var leaves = OwnTables.leaves(scene.catalog(), table).stream()
                    .map(Relation::name)
                    .toList();
            statements.on(table).stream()
                    .filter(r -> r.statement().totalMs() >= scene.of(SHARE) * total)
                    .filter(r -> scanned(r.statement(), leaves, scene)
                            .map(all -> all && mayNeedAll(r.mentions(), table, key.get()))
                            .orElseGet(() -> reads(r.mentions(), table, key.get())))
                    .map(TableStatements.Read::statement)
                    .forEach(s -> findings.add(
                            finding(table, key.get(), entry.getValue().size(), s, s.totalMs() / total)));
        }
        return StatementFindings.merged(findings.stream());
    }

    /** Whether its plan scans every partition; empty where it was not planned with values. */
    private static Optional<Boolean> scanned(Statement statement, List<QualifiedName> leaves, Scene scene) {
        return scene.planned().mostFrequent().stream()
                .filter(f -> f.statement().id().equals(statement.id())
                        && !f.question().generic())
                .map(f -> f.plan().nodes().stream()
                        .map(PlanNode::relation)
                        .toList()
                        .containsAll(leaves))
                .findFirst();
    }

    /** By its text, where no plan is at hand. */
    private static boolean reads(Mentions mentions, Relation table, Column key) {
        return mayNeedAll(mentions, table, key) && !mentions.compares(table, key.name(), PRUNING);
    }

    /** A join by the key may leave partitions out while it runs. */
    private static boolean mayNeedAll(Mentions mentions, Relation table, Column key) {
        return mentions.names(table)
                && !mentions.does("insert")
                && mentions.joins().stream()
                        .noneMatch(j ->
                                is(table, key, j.left(), j.leftColumn()) || is(table, key, j.right(), j.rightColumn()));
    }

    private static boolean is(Relation table, Column key, Relation other, String column) {
        return other.name().equals(table.name()) && key.name().equals(column);
    }

    private Finding finding(Relation table, Column key, int partitions, Statement statement, double share) {
        return new Finding(
                        slug(),
                        StatementFindings.key(slug() + ":" + table.name(), statement),
                        Severity.NOTICE,
                        table.name().toString(),
                        "a statement reads all %d partitions of %s".formatted(partitions, table.name()),
                        "It does not compare %s, or only inside of an expression, so that no partition can be left out: it looks into an index, or through the rows, once for each. Bounds for %s, where the application knows them, leave most of them out."
                                .formatted(key.name(), key.name()),
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                "%s: %,.0f calls, %.2f ms each"
                                        .formatted(
                                                StatementText.brief(statement), statement.calls(), statement.meanMs()),
                                Map.of("calls", statement.calls(), "mean_ms", statement.meanMs()))))
                .costing(Cost.ofTime(share));
    }
}
