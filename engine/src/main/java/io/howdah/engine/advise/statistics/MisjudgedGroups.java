package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.twin.Structure;
import java.util.List;
import java.util.Map;

/**
 * Columns of whose combinations the planner expects another number than there are.
 *
 * @param expected combinations, by the planner
 * @param counted combinations, from those seen in a part of the rows
 */
record MisjudgedGroups(GroupedTogether grouped, double expected, double counted, List<Form> forms) implements Suspect {

    @Override
    public String subject() {
        return grouped.table().name() + " (" + String.join(", ", grouped.columns()) + ")";
    }

    @Override
    public Change change() {
        return CreateStatistics.of(grouped.wanted());
    }

    @Override
    public Structure structure() {
        return new Structure.DistinctTogether(grouped.table().name(), grouped.columns(), Math.rint(counted));
    }

    @Override
    public String query() {
        return grouped.query();
    }

    @Override
    public double factor(double groups) {
        return Math.max(groups / counted, counted / groups);
    }

    @Override
    public String title() {
        return "the planner expects %s groups of %s in %s where there are about %s"
                .formatted(
                        Amount.count(expected),
                        String.join(", ", grouped.columns()),
                        grouped.table().name(),
                        Amount.count(counted));
    }

    @Override
    public String why() {
        return "It multiplies the numbers of values of each column. Groups that would fit into memory are sorted, and what"
                + " follows is chosen for another number. Extended statistics tell it how many combinations there are;"
                + " they are gathered by ANALYZE and cost nothing else.";
    }

    @Override
    public List<Evidence> evidence(double then) {
        return List.of(new Evidence(
                Evidence.Label.ESTIMATED,
                "the planner expects %s groups, and %s with the statistics; about %s are there, from those seen in a part of the rows"
                        .formatted(Amount.count(expected), Amount.count(then), Amount.count(counted)),
                Map.of("groups_before", expected, "groups_after", then, "groups_counted", counted)));
    }
}
