package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.UpdatedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one statement of the workload writes to one table.
 *
 * @param rows over all its calls
 * @param columns set by an update
 */
record Writes(Statement statement, QualifiedName table, Kind kind, double rows, Set<String> columns) {

    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    /** Those of a statement, from its plan; none for one that only reads. */
    static List<Writes> of(Asked asked) {
        var writes = new ArrayList<Writes>();
        for (PlanNode node : asked.plan().nodes()) {
            var kind = kind(node);
            if (kind != null && node.relation() != null) {
                var statement = asked.question().statement();
                double rows = rowsPerCall(statement, asked.plan(), node) * asked.weight();
                var columns = kind == Kind.UPDATE ? UpdatedColumns.of(statement.text()) : Set.<String>of();
                writes.add(new Writes(statement, node.relation(), kind, rows, columns));
            }
        }
        return writes;
    }

    private static @Nullable Kind kind(PlanNode node) {
        if (!node.type().equals("ModifyTable")) {
            return null;
        }
        return switch (node.details().getOrDefault("Operation", "")) {
            case "Insert" -> Kind.INSERT;
            case "Update", "Merge" -> Kind.UPDATE;
            case "Delete" -> Kind.DELETE;
            default -> null;
        };
    }

    /** As counted where the statement is nothing but the write, else as the planner expects. */
    private static double rowsPerCall(Statement statement, Plan plan, PlanNode node) {
        double counted = statement.rowsPerCall();
        if (plan.root().equals(node) && !Double.isNaN(counted)) {
            return counted;
        }
        return node.children().stream().mapToDouble(PlanNode::rows).max().orElse(1);
    }
}
