package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Runner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All brakes, looked at between two batches, though not each time. */
final class Brakes {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Runner runner;
    private final List<Brake> brakes;
    private List<Braking> on = List.of();
    private long looked = Long.MIN_VALUE;

    Brakes(Runner runner, List<Brake> brakes) {
        this.runner = runner;
        this.brakes = new ArrayList<>(brakes);
    }

    static Brakes of(Runner runner, AppliedStep step) {
        return new Brakes(runner, List.of());
    }

    /** How much of the speed is left by the strongest of them. */
    double share() throws SQLException {
        long now = runner.time().nanos();
        if (looked == Long.MIN_VALUE || now - looked >= LOOK_EVERY.toNanos()) {
            looked = now;
            on = look();
        }
        return on.stream().mapToDouble(Braking::share).min().orElse(1);
    }

    /** What it is that slows us; null where nothing does. */
    @Nullable
    String says() {
        return on.isEmpty()
                ? null
                : on.stream()
                        .sorted(Comparator.comparingDouble(Braking::share))
                        .map(Braking::why)
                        .collect(Collectors.joining("; "));
    }

    private List<Braking> look() throws SQLException {
        var found = new ArrayList<Braking>();
        for (Brake brake : List.copyOf(brakes)) {
            looked(brake).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** One that the server does not let us look at is said once, and left out from then on. */
    private Optional<Braking> looked(Brake brake) throws SQLException {
        try {
            return brake.look(runner.session());
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            brakes.remove(brake);
            runner.tell(new ApplyEvent.Told(
                    "It is not looked at " + brake.subject() + ", the work goes on: " + Refusals.message(e)));
            return Optional.empty();
        }
    }
}
