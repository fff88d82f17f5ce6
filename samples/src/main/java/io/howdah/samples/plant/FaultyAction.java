package io.howdah.samples.plant;

import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Action.Script;
import io.howdah.samples.workload.Statement;
import java.util.List;

/**
 * An action and the faults that it suffers from.
 *
 * @param suffersFrom ids of faults; when one of them is drawn to be absent, the action is not done
 */
public record FaultyAction(Action action, List<String> suffersFrom) {

    /** An action of one statement, which gives it its name. */
    public static FaultyAction one(int weight, Statement statement, Script script, String... suffersFrom) {
        return new FaultyAction(new Action(statement.name(), weight, List.of(statement), script), List.of(suffersFrom));
    }

    /** An action that suffers from nothing that may be absent. */
    public static FaultyAction several(String name, int weight, Script script, Statement... statements) {
        return new FaultyAction(new Action(name, weight, List.of(statements), script), List.of());
    }
}
