package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.engine.twin.Structure;
import java.util.List;
import java.util.Map;

/**
 * A value of which the planner expects another number of rows than there are, beside what ANALYZE would gather with another target.
 *
 * @param counted rows, all of them
 * @param expected rows, by the planner
 * @param statistics that ANALYZE would gather, from rows drawn as many as it draws
 * @param forms of the statements that compare the column
 */
record MisjudgedValue(
        ComparedAlone compared,
        double counted,
        double expected,
        List<Form> forms,
        SetStatisticsTarget change,
        ColumnStatistics statistics)
        implements Suspect {

    @Override
    public String subject() {
        return compared.subject();
    }

    @Override
    public Structure structure() {
        return new Structure.Gathered(compared.table().name(), compared.column().name(), change.target(), statistics);
    }

    @Override
    public String query() {
        return compared.query();
    }

    @Override
    public double factor(double rows) {
        return factor(counted, rows);
    }

    /** By how much a number of rows is off; none is taken for one, as the planner does. */
    static double factor(double counted, double rows) {
        double there = Math.max(1, counted);
        double said = Math.max(1, rows);
        return Math.max(there / said, said / there);
    }

    @Override
    public String title() {
        return "the planner expects %s rows of %s where there are %s: its statistics are too short"
                .formatted(Amount.count(expected), subject(), Amount.count(counted));
    }

    @Override
    public String why() {
        return "ANALYZE keeps so many of the most common values as the statistics target says, and looks at 300 times as many rows. All"
                + " other values are taken for equally common. With a larger target it knows more of them; ANALYZE takes longer"
                + " by it, and planning a little.";
    }

    @Override
    public List<Evidence> evidence(double then) {
        return List.of(
                new Evidence(
                        Evidence.Label.MEASURED,
                        "%s rows of the table meet %s"
                                .formatted(Amount.count(counted), Who.brief(compared.condition())),
                        Map.of("rows_counted", counted)),
                new Evidence(
                        Evidence.Label.ESTIMATED,
                        "the planner expects %s rows, and %s with the statistics that a target of %d gathers"
                                .formatted(Amount.count(expected), Amount.count(then), change.target()),
                        Map.of("rows_before", expected, "rows_after", then, "target", (double) change.target())));
    }
}
