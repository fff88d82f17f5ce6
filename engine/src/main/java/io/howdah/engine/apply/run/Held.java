package io.howdah.engine.apply.run;

import java.time.Duration;
import java.util.List;

/**
 * How strong locks were come by.
 *
 * @param requests how often they were asked for
 * @param waited from the first request until they were had
 * @param queued the longest stay in a queue in which others may have stood behind us
 * @param held from when the first was had until they were given back
 * @param blockers who stood in the way last
 */
public record Held(int requests, Duration waited, Duration queued, Duration held, List<Blocker> blockers) {

    /** For how long nobody else can have waited longer because of us. */
    public Duration longestWaitOfOthers() {
        return queued.plus(held);
    }

    /** For the journal. */
    @Override
    public String toString() {
        var text = "locks held for %.1f ms, after %d %s in %d ms"
                .formatted(held.toNanos() / 1e6, requests, requests == 1 ? "request" : "requests", waited.toMillis());
        return blockers.isEmpty() ? text : text + ", last in the way: " + blockers.getFirst();
    }
}
