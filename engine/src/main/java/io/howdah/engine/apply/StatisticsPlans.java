package io.howdah.engine.apply;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.SetStatisticsTarget;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes steps of changes of what ANALYZE gathers. */
final class StatisticsPlans {

    private final Session session;
    private final List<String> problems;
    private final Set<QualifiedName> madeHere = new HashSet<>();

    /** @param problems what stands against a change is added here */
    StatisticsPlans(Session session, List<String> problems) {
        this.session = session;
        this.problems = problems;
    }

    Optional<PlannedStep> create(LiveTable table, CreateStatistics change) throws SQLException {
        for (var column : change.definition().columns()) {
            if (lacks(table, column)) {
                return Optional.empty();
            }
        }
        if (!madeHere.add(change.statisticsName())) {
            problems.add("Two statistics are to be called " + change.statisticsName());
            return Optional.empty();
        }
        var like = LiveStatistics.on(session, table.oid()).stream()
                .filter(s -> s.covers(change.definition()))
                .findFirst();
        if (like.isPresent()) {
            return Optional.of(plan(table, like.get().name(), change, StepState.ALREADY));
        }
        var other = LiveStatistics.named(session, change.statisticsName());
        other.ifPresent(o -> problems.add("There are other statistics called " + o.name() + ": " + o.definition()));
        return other.isPresent()
                ? Optional.empty()
                : Optional.of(plan(table, change.statisticsName(), change, StepState.PLANNED));
    }

    private static PlannedStep plan(LiveTable table, QualifiedName name, CreateStatistics change, StepState state) {
        return Plans.plan(Kind.CREATE_STATISTICS, table, name, change.steps(), change.undo(), state);
    }

    Optional<PlannedStep> target(LiveTable table, SetStatisticsTarget change) throws SQLException {
        if (lacks(table, change.column())) {
            return Optional.empty();
        }
        boolean enough = LiveTarget.of(session, table.oid(), change.column()).stream()
                .allMatch(t -> t.isAtLeast(change.target()));
        return Optional.of(Plans.plan(
                Kind.SET_STATISTICS_TARGET,
                table,
                new QualifiedName(table.name().schema(), change.column()),
                change.steps(),
                change.undo(),
                enough ? StepState.ALREADY : StepState.PLANNED));
    }

    private boolean lacks(LiveTable table, String column) throws SQLException {
        boolean lacks = LiveTarget.of(session, table.oid(), column).isEmpty();
        if (lacks) {
            problems.add("Table " + table.name() + " has no column " + column);
        }
        return lacks;
    }
}
