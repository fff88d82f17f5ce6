package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.AnalyzePartitioned;
import io.howdah.engine.change.DrainDefaultPartition;
import io.howdah.engine.change.MakePartitions;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionUpkeep;
import io.howdah.engine.change.RestorePartition;
import io.howdah.engine.change.RetirePartitions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Makes the steps of what a partitioned table needs from time to time. */
public final class UpkeepPlans {

    private final Session session;
    private final PartitionUpkeep change;
    private final List<String> problems;

    private UpkeepPlans(Session session, PartitionUpkeep change, List<String> problems) {
        this.session = session;
        this.change = change;
        this.problems = problems;
    }

    /** @param problems what stands against the change is added here */
    public static List<PlannedStep> of(Session session, PartitionUpkeep change, List<String> problems)
            throws SQLException {
        var unfinished = Unfinished.steps(session, change);
        if (!unfinished.isEmpty()) {
            return unfinished;
        }
        try {
            return new UpkeepPlans(session, change, problems).steps();
        } catch (Problem e) {
            problems.add(e.text());
            return List.of();
        }
    }

    private List<PlannedStep> steps() throws SQLException {
        var detail = UpkeepDetail.of(change.summary(), change.table());
        if (change instanceof RestorePartition restore) {
            return new RestorePlan(session, restore, detail, problems).steps();
        }
        var found = divided();
        if (found.isEmpty()) {
            return List.of();
        }
        var table = found.get();
        var policy = policy(table);
        return switch (change) {
            case MakePartitions make -> new AheadPlan(session, table, policy, detail).steps(make.at());
            case DrainDefaultPartition drain ->
                new DrainPlan(session, table, policy, detail, problems).steps(drain.at());
            case RetirePartitions retire ->
                new RetirementPlan(session, table, policy, detail, problems).steps(retire.at());
            case AnalyzePartitioned analyze -> AnalysisPlan.steps(session, table, detail);
            case RestorePartition restore -> List.of();
        };
    }

    /** The table, if its partitions can be kept by us; else a problem is noted. */
    private Optional<DividedTable> divided() throws SQLException {
        var live = LiveTable.named(session, change.table());
        var problem = live.isEmpty()
                ? Optional.of("There is no table " + change.table())
                : live.get().problem(session);
        if (problem.isPresent()) {
            problems.add(problem.get());
            return Optional.empty();
        }
        var table = DividedTable.of(session, live.orElseThrow());
        var obstacle = table.isEmpty()
                ? Optional.of("Table " + change.table() + " is not partitioned")
                : table.get().obstacle();
        obstacle.ifPresent(problems::add);
        return obstacle.isPresent() ? Optional.empty() : table;
    }

    private PartitionPolicy policy(DividedTable table) throws SQLException {
        var policy = PolicyStore.of(session, table.name())
                .orElseThrow(() -> Problem.input("Table " + table.name()
                        + " has no policy yet; see and adopt one with: howdah partition policy " + table.name()));
        if (!policy.scheme().column().equals(table.column())) {
            throw Problem.input("The policy of table " + table.name() + " is about column "
                    + policy.scheme().column() + ", but the table is partitioned by " + table.column());
        }
        return policy;
    }
}
