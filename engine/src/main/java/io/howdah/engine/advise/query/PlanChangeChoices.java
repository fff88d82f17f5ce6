package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.query.ChangedNode.Estimates;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.Step;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.ExpressionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds a statement at its earlier plan, as far as the server can. */
final class PlanChangeChoices {

    private static final List<String> CONDITIONS = List.of("Filter", "Index Cond", "Recheck Cond");

    private final ChangedPlan change;
    private final PlanForm form;

    /** ALTER ROLE of the role that runs the statement, or ALTER DATABASE where it is not known. */
    private final String owner;

    PlanChangeChoices(ChangedPlan change, PlanForm form, String owner) {
        this.change = change;
        this.form = form;
        this.owner = owner;
    }

    /** The SQL of a setting's place, to be followed by SET or RESET. */
    static String owner(Optional<String> role, String database) {
        return role.map(r -> "ALTER ROLE " + Name.quoted(r) + " IN DATABASE " + Name.quoted(database))
                .orElse("ALTER DATABASE " + Name.quoted(database));
    }

    /** @param moved the estimate that moved; empty where none did */
    Decision decision(Optional<Estimates> moved, List<String> goneIndexes) {
        var choices = new ArrayList<Choice>();
        if (change.isOfTheCache()) {
            choices.add(cacheMode());
        }
        if (!goneIndexes.isEmpty()) {
            choices.add(new Choice(
                    "make the index again: " + String.join(", ", goneIndexes),
                    List.of(
                            "The earlier plan used it, and it is no longer there. howdah advise prices it against what it costs to write."),
                    List.of()));
        }
        if (!change.isOfTheCache()) {
            moved.ifPresent(estimates -> statistics(estimates, choices));
            PlanHold.setting(change.lastBefore().plan(), change.firstAfter().plan())
                    .ifPresent(setting -> choices.add(without(setting)));
        }
        choices.add(new Choice(
                "leave it",
                List.of("The statement stays as slow as it is, and may change again by itself with the next ANALYZE."),
                List.of()));
        return new Decision(choices);
    }

    private Choice cacheMode() {
        boolean slowIsGeneric = change.after().generic();
        var mode = slowIsGeneric ? "force_custom_plan" : "force_generic_plan";
        return new Choice(
                "plan_cache_mode = " + mode,
                List.of(
                        slowIsGeneric
                                ? "Each call is planned for its own values: the plan of before, and some time for planning with each call of each statement."
                                : "Each statement is planned once for any values: the plan of before; others that live on their values may get slower.",
                        "It holds for all prepared statements of whoever it is set for, from the next session on. SET LOCAL plan_cache_mode in the transaction is narrower. Taken back with RESET."),
                List.of(owner + " SET plan_cache_mode = " + mode));
    }

    private void statistics(Estimates estimates, List<Choice> choices) {
        var node = estimates.after();
        var table = estimates.tables().size() == 1 && node.relation() != null
                ? form.relation(node.relation()).map(form::root)
                : Optional.<Relation>empty();
        table.ifPresent(t -> {
            choices.add(new Choice(
                    "new statistics of " + t.name(),
                    List.of(
                            "Reads a sample of the table. The plan comes back if what the planner knows is old; what it knew before is gone.",
                            "Where it misjudges the same values again, more of them help: ALTER TABLE … ALTER COLUMN … SET STATISTICS 1000, then ANALYZE."),
                    List.of("ANALYZE " + t.name().quoted())));
            together(t, node).ifPresent(choices::add);
        });
    }

    /** Extended statistics where several columns are compared at once. */
    private Optional<Choice> together(Relation table, PlanNode node) {
        var columns = CONDITIONS.stream()
                .flatMap(kind -> conjuncts(node, kind))
                .flatMap(e -> e.columns().stream())
                .map(Expression.ColumnRef::column)
                .filter(name -> table.column(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        var wanted = new StatisticsDefinition(table.name(), List.of("dependencies", "mcv"), List.copyOf(columns));
        return wanted.isSound()
                ? Optional.of(new Choice(
                        "extended statistics on " + String.join(", ", columns),
                        List.of(
                                "The planner learns how these columns go together, where it took them for independent."),
                        CreateStatistics.of(wanted).steps().stream()
                                .map(Step::sql)
                                .toList()))
                : Optional.empty();
    }

    private static Stream<Expression> conjuncts(PlanNode node, String kind) {
        return ExpressionParser.parse(node.details().getOrDefault(kind, "")).stream()
                .flatMap(e -> e.conjuncts().stream());
    }

    private Choice without(String setting) {
        return new Choice(
                setting + " = off",
                List.of(
                        "Blunt: every statement of whoever it is set for is planned without this method where there is another way. SET LOCAL %s = off in the transaction is narrower."
                                .formatted(setting),
                        "From the next session on. Taken back with RESET; look again when the statistics or the server are new."),
                List.of(owner + " SET " + setting + " = off"));
    }
}
