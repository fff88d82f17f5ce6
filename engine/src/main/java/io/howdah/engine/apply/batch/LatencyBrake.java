package io.howdah.engine.apply.batch;

import io.howdah.engine.Time;
import io.howdah.engine.apply.batch.StatementTimes.Counted;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes at half speed while the statements of the application take much longer than they did before our first batch.
 *
 * <p>It stands still for the first seconds to see how long that is. Each statement is compared with itself: what the calls of the
 * last seconds took, against what as many calls of the same statements took before, so that another mix of them is no difference.
 */
final class LatencyBrake implements Brake {

    private static final Duration BEFORE = Duration.ofSeconds(3);

    private static final Duration LATELY = Duration.ofSeconds(5);

    /** Fewer calls say nothing. */
    private static final long CALLS = 20;

    /** Of what is too much, so much must be gone again before we go at full speed: else it would go to and fro. */
    private static final double BETTER = 0.85;

    /** What a call of the application may take longer on average without being noticed. */
    private static final double UNNOTICED_MILLIS = 0.1;

    private record Look(long at, Map<String, Counted> counted) {}

    private final double slower;
    private final Time time;
    private final ArrayDeque<Look> looks = new ArrayDeque<>();
    private Map<String, Double> baseline = Map.of();
    private @Nullable StatementTimes statements;
    private boolean measured;
    private boolean on;

    LatencyBrake(Pace pace, Time time) {
        slower = pace.slower();
        this.time = time;
    }

    @Override
    public Optional<Braking> look(Session session) throws SQLException {
        if (measured && baseline.isEmpty()) {
            return Optional.empty();
        }
        var seen = statements;
        if (seen == null) {
            var found = StatementTimes.of(session);
            measured = found.isEmpty();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            statements = seen = found.get();
        }
        looks.add(new Look(time.nanos(), seen.read(session)));
        return measured ? compared() : measuring();
    }

    private Optional<Braking> measuring() {
        var first = looks.getFirst();
        var last = looks.getLast();
        if (last.at() - first.at() < BEFORE.toNanos()) {
            return Optional.of(Braking.stop("looking at how long the application's statements take without us"));
        }
        measured = true;
        var grown = StatementTimes.between(first.counted(), last.counted());
        if (grown.values().stream().mapToLong(Counted::calls).sum() >= CALLS) {
            baseline = new HashMap<>();
            grown.forEach((id, counted) -> baseline.put(id, counted.mean()));
        }
        looks.clear();
        looks.add(last);
        return Optional.empty();
    }

    private Optional<Braking> compared() {
        while (looks.size() > 2 && looks.getLast().at() - looks.getFirst().at() > LATELY.toNanos()) {
            looks.removeFirst();
        }
        var grown = StatementTimes.between(
                looks.getFirst().counted(), looks.getLast().counted());
        grown.keySet().retainAll(baseline.keySet());
        long calls = grown.values().stream().mapToLong(Counted::calls).sum();
        if (calls < CALLS) {
            return on ? Optional.of(braking(slower)) : Optional.empty();
        }
        double took = grown.values().stream().mapToDouble(Counted::millis).sum();
        double before = grown.entrySet().stream()
                .mapToDouble(e -> e.getValue().calls() * baseline.getOrDefault(e.getKey(), 0.0))
                .sum();
        on = isTooLong(took / calls, before / calls);
        return on ? Optional.of(braking(took / before)) : Optional.empty();
    }

    private boolean isTooLong(double now, double before) {
        return now - before > UNNOTICED_MILLIS && now > before * slower * (on ? BETTER : 1);
    }

    private static Braking braking(double times) {
        return Braking.half(String.format(
                Locale.ROOT, "statements of the application, which take %.1f times as long as before", times));
    }

    @Override
    public String subject() {
        return "how long the application's statements take";
    }
}
