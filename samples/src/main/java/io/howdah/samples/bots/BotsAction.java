package io.howdah.samples.bots;

import io.howdah.samples.workload.Action;
import java.util.List;

/**
 * An action and the missing indexes that it suffers from.
 *
 * @param suffersFrom ids of faults; when one of them is drawn to be absent, the action is not done
 */
record BotsAction(Action action, List<String> suffersFrom) {}
