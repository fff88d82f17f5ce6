package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples.Together;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.twin.Structure;
import java.util.List;
import java.util.Map;

/**
 * A condition of which the planner expects other rows than there are.
 *
 * @param seen of the rows that were looked at
 * @param expected rows, by the planner, without extended statistics; NaN, of which nothing is certain, where it is not known
 * @param forms of the statements that compare these columns
 */
record Misjudged(ComparedTogether compared, Together seen, double expected, List<Form> forms) implements Suspect {

    /** Rows of a sample from which on a count is sure to a third (two standard deviations of a Poisson count). */
    private static final double COUNTED = 30;

    /** Rows of the table for which it holds, from those that were counted. */
    double counted() {
        return seen.matching() / seen.rows() * table().estimatedRows();
    }

    private Relation table() {
        return compared.table();
    }

    /** Whether enough rows were counted, or were to be expected among those that were looked at. */
    boolean isCertain() {
        double among = expected * seen.rows() / table().estimatedRows();
        return Math.max(seen.matching(), among) >= COUNTED;
    }

    /** A count of none is taken for less than one row of those looked at. */
    @Override
    public double factor(double rows) {
        double least = table().estimatedRows() / seen.rows();
        double there = Math.max(counted(), least);
        double said = Math.max(rows, Math.min(least, there));
        return Math.max(there / said, said / there);
    }

    @Override
    public String subject() {
        return compared.table().name() + " (" + String.join(", ", compared.columns()) + ")";
    }

    @Override
    public Change change() {
        return CreateStatistics.of(compared.wanted());
    }

    @Override
    public Structure structure() {
        return new Structure.Together(table().name(), compared.columns(), seen.data());
    }

    @Override
    public String query() {
        return compared.query();
    }

    @Override
    public String title() {
        return "the planner takes %s of %s for independent: it expects %s rows where there are about %s"
                .formatted(
                        String.join(", ", compared.columns()),
                        table().name(),
                        Amount.count(expected),
                        Amount.count(counted()));
    }

    @Override
    public String why() {
        return "It multiplies the shares of the rows that each condition alone leaves. What is joined, sorted or looped over"
                + " then is chosen for another number of rows. Extended statistics tell it how the columns go"
                + " together; they are gathered by ANALYZE and cost nothing else.";
    }

    @Override
    public List<Evidence> evidence(double then) {
        return List.of(
                new Evidence(
                        Evidence.Label.MEASURED,
                        "of %s rows looked at, %s meet %s"
                                .formatted(
                                        Amount.count(seen.rows()),
                                        Amount.count(seen.matching()),
                                        Who.brief(compared.condition())),
                        Map.of("rows", seen.rows(), "matching", seen.matching())),
                new Evidence(
                        Evidence.Label.ESTIMATED,
                        "the planner expects %s rows, and %s with the statistics; about %s are there"
                                .formatted(Amount.count(expected), Amount.count(then), Amount.count(counted())),
                        Map.of("rows_before", expected, "rows_after", then, "rows_counted", counted())));
    }
}
