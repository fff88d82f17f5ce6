package io.howdah.engine.catalog;

import java.util.List;

/**
 * What was seen of single calls, beside the counters.
 *
 * @param successions in which order sessions ran statements
 * @param plans of calls in the order of the log; they hold constants and are never saved
 */
public record Seen(List<Succession> successions, List<LoggedPlan> plans) {

    public static final Seen NOTHING = new Seen(List.of(), List.of());

    /** The same with plans from a log. */
    public Seen with(List<LoggedPlan> logged) {
        return new Seen(successions, List.copyOf(logged));
    }
}
