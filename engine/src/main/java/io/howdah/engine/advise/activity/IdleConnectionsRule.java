package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sees sessions that hold a connection and do nothing for hours: pools that are too large, or no pool.
 */
public final class IdleConnectionsRule implements Rule {

    private static final Threshold MANY = new Threshold(
            "idle-connections.sessions", 50, "sessions", "ours: a twentieth of a large pool is no matter");
    private static final Threshold SECONDS =
            new Threshold("idle-connections.seconds", 3600, "seconds", "ours: an hour without a statement");

    @Override
    public String slug() {
        return "idle-connections";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MANY, SECONDS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var sessions = scene.catalog().activity().sessions();
        var idle = sessions.stream()
                .filter(s -> "idle".equals(s.state()))
                .filter(s -> s.stateSeconds() != null && s.stateSeconds() >= scene.of(SECONDS))
                .toList();
        if (idle.size() < scene.of(MANY)) {
            return List.of();
        }
        var byUser = idle.stream()
                .collect(Collectors.groupingBy(
                        s -> Objects.requireNonNullElse(s.user(), "?") + " ("
                                + Objects.requireNonNullElse(s.application(), "") + ")",
                        TreeMap::new,
                        Collectors.counting()));
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "server",
                idle.size() + " of " + sessions.size() + " sessions have done nothing for "
                        + Amount.duration(scene.of(SECONDS)),
                "Each is a process with its memory, and one connection less for others. Smaller pools, with a time after which unused"
                        + " connections are given back."
                        + (Settings.is(scene.catalog(), "idle_session_timeout", "0")
                                ? " Sessions of people end by themselves with ALTER ROLE … SET idle_session_timeout; those of pools"
                                        + " must not, as the pool would hand out dead ones."
                                : ""),
                byUser.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(5)
                        .map(e -> Evidence.catalog(e.getValue() + " of " + e.getKey()))
                        .toList()));
    }
}
