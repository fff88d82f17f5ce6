package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.change.Change;
import io.howdah.engine.twin.Structure;
import java.util.List;

/** Columns of a table of which the planner expects another number than was counted. */
sealed interface Suspect permits Misjudged, MisjudgedGroups, MisjudgedValue {

    /** The table and the columns, for people. */
    String subject();

    /** What gives the planner the statistics that it lacks. */
    Change change();

    /** What they would hold, for the twin. */
    Structure structure();

    /** A query whose number of rows is the number that is misjudged. */
    String query();

    /** What the planner expects today. */
    double expected();

    /** By how much a number is off, either way, 1 or more. */
    double factor(double number);

    /** Of the statements that use these columns together. */
    List<Form> forms();

    String title();

    String why();

    /** @param then what the planner expects with the statistics */
    List<Evidence> evidence(double then);
}
