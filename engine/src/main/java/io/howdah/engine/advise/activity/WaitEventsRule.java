package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sees many sessions that wait for the same thing at this moment.
 *
 * <p>One look: it says what is wrong now, not what was. Locks of transactions are named by the rule on blocking.
 */
public final class WaitEventsRule implements Rule {

    private static final Threshold SESSIONS =
            new Threshold("wait-events.sessions", 5, "sessions", "ours: fewer are chance");
    private static final Threshold SHARE =
            new Threshold("wait-events.share", 0.5, "share of the sessions at work", "ours");

    private static final Map<String, String> MEANING = Map.of(
            "LWLock",
                    "sessions contend for the same piece of shared memory: fewer sessions at once, or partitions, help",
            "IO", "the disk is what they wait for",
            "IPC", "they wait for other processes of the server, such as parallel workers or a synchronous standby",
            "BufferPin", "they wait for a page that another session holds");

    @Override
    public String slug() {
        return "wait-events";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SESSIONS, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var active = scene.catalog().activity().sessions().stream()
                .filter(s -> "active".equals(s.state()))
                .toList();
        var waits = active.stream()
                .filter(s -> MEANING.containsKey(Objects.requireNonNullElse(s.waitEventType(), "")))
                .collect(Collectors.groupingBy(
                        s -> s.waitEventType() + ":" + s.waitEvent(), TreeMap::new, Collectors.counting()));
        return waits.entrySet().stream()
                .filter(w -> w.getValue() >= scene.of(SESSIONS) && w.getValue() >= scene.of(SHARE) * active.size())
                .map(w -> finding(w.getKey(), w.getValue(), active.size()))
                .toList();
    }

    private Finding finding(String event, long waiting, int active) {
        return Finding.of(
                slug(),
                Severity.NOTICE,
                event,
                Amount.count(waiting) + " of " + active + " sessions at work wait for " + event,
                "At this moment " + MEANING.getOrDefault(event.split(":", 2)[0], "")
                        + ". Look again: one look is a chance.",
                List.of(Evidence.catalog("one reading of pg_stat_activity")));
    }
}
