package io.howdah.samples.workload;

import java.time.Instant;
import java.util.List;

/**
 * What an application does all day.
 *
 * @param application the name that its connections show
 * @param usualCalls actions in a run that is long enough to judge by
 * @param now when a run begins, in the application's time
 */
public record Workload(String application, List<Action> actions, int usualCalls, Instant now) {

    /** Every statement that it may send. */
    public List<Statement> statements() {
        return actions.stream()
                .flatMap(action -> action.statements().stream())
                .distinct()
                .toList();
    }
}
