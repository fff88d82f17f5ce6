package io.howdah.engine.advise.growth;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A statement whose plan does not keep pace with its tables; costs of one call, with today's indexes.
 *
 * @param rows by how much the fastest growing of its tables grows
 * @param reason what breaks, for people
 */
public record OutgrownPlan(Statement statement, double rows, Plan now, Plan then, String reason) {

    /** A plan whose cost grows by this much more than its tables leaves the class of cost that it was in. */
    private static final double FASTER = 1.5;

    /** Scans of whole tables cheaper than this stay unnoticed: about 1,000 pages. */
    private static final double NOTICED = 1000;

    /** A scan that is this share of the cost is what the statement costs. */
    private static final double MOST = 0.5;

    /** Those among the answers, each now and then; the costliest over all calls then first. */
    public static List<OutgrownPlan> among(List<Answer> now, List<Answer> then, Growth growth) {
        var worst = new LinkedHashMap<Statement, OutgrownPlan>();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) instanceof Answer.Planned first
                    && then.get(i) instanceof Answer.Planned second
                    && !first.question().generic()) {
                of(first.question().statement(), first.plan(), second.plan(), growth)
                        .ifPresent(
                                o -> worst.merge(o.statement(), o, (a, b) -> a.then.cost() >= b.then.cost() ? a : b));
            }
        }
        var sorted = new ArrayList<>(worst.values());
        sorted.sort(Comparator.comparingDouble((OutgrownPlan o) -> -o.then.cost() * Math.max(1, o.statement.calls())));
        return List.copyOf(sorted);
    }

    private static Optional<OutgrownPlan> of(Statement statement, Plan now, Plan then, Growth growth) {
        double rows = then.nodes().stream()
                .map(PlanNode::relation)
                .filter(Objects::nonNull)
                .mapToDouble(growth::factor)
                .max()
                .orElse(1);
        var reason = rows <= 1 ? "" : reason(now, then, growth, rows);
        return reason.isEmpty() ? Optional.empty() : Optional.of(new OutgrownPlan(statement, rows, now, then, reason));
    }

    private static String reason(Plan now, Plan then, Growth growth, double rows) {
        double times = then.cost() / Math.max(1e-9, now.cost());
        var scan = wholeScan(then, growth);
        if (scan.isPresent()) {
            var table = scan.get().relation();
            return now.nodes().stream().anyMatch(n -> isWholeScan(n) && Objects.equals(n.relation(), table))
                    ? "it reads all of %s, which is what it costs, and grows with it".formatted(table)
                    : "it gives up its index and reads all of %s".formatted(table);
        }
        if (then.cost() >= NOTICED && times > FASTER * rows) {
            return "its cost grows %.1f times as fast as its tables".formatted(times / rows)
                    + (now.shape().equals(then.shape()) ? "" : ", under another plan");
        }
        return !now.shape().equals(then.shape()) && times > FASTER && then.cost() >= NOTICED
                ? "it gets another plan"
                : "";
    }

    /** The scan of a growing table that makes up most of the cost; one that a LIMIT cuts short costs more than the whole. */
    private static Optional<PlanNode> wholeScan(Plan then, Growth growth) {
        return then.nodes().stream()
                .filter(OutgrownPlan::isWholeScan)
                .filter(n -> growth.factor(relation(n)) > 1)
                .filter(n -> n.totalCost() >= Math.max(NOTICED, MOST * then.cost()) && n.totalCost() <= then.cost())
                .max(Comparator.comparingDouble(PlanNode::totalCost));
    }

    private static boolean isWholeScan(PlanNode node) {
        return node.type().endsWith("Seq Scan") && node.relation() != null;
    }

    private static QualifiedName relation(PlanNode node) {
        return Objects.requireNonNull(node.relation());
    }
}
