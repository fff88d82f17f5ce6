package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Runner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All brakes, looked at between two batches, though not each time. */
final class Brakes {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Work on fewer rows is over before the application's statements could be compared with anything. */
    private static final long WORTH_MEASURING = 200_000;

    private final Runner runner;
    private final List<Brake> brakes;
    private final Set<Brake> told = new HashSet<>();
    private List<Braking> on = List.of();
    private long looked = Long.MIN_VALUE;

    Brakes(Runner runner, List<Brake> brakes) {
        this.runner = runner;
        this.brakes = new ArrayList<>(brakes);
    }

    /** @param expected rows of the step; 0 where that is not known */
    static Brakes of(Runner runner, AppliedStep step, long expected) {
        var pace = runner.options().pace();
        var brakes = new ArrayList<Brake>();
        brakes.add(new StandbyBrake(pace));
        brakes.add(new SlotBrake(pace));
        brakes.add(new CheckpointBrake(pace, runner.time()));
        brakes.add(new VacuumBrake(step.tableOid()));
        brakes.add(new WraparoundBrake());
        brakes.add(new SnapshotBrake(pace, step.kind() == AppliedStep.Kind.BACKFILL));
        if (expected >= WORTH_MEASURING) {
            brakes.add(new LatencyBrake(pace, runner.time()));
        }
        return new Brakes(runner, brakes);
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
        var why = on.stream()
                .filter(Braking::slows)
                .sorted(Comparator.comparingDouble(Braking::share))
                .map(Braking::why)
                .collect(Collectors.joining("; "));
        return why.isEmpty() ? null : why;
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
            var braking = brake.look(runner.session());
            braking.filter(found -> told.add(brake)).ifPresent(this::tell);
            return braking;
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

    /** Each once; how it goes on is for the progress to say. */
    private void tell(Braking braking) {
        var how = braking.share() <= 0 ? "Waits for: " : braking.slows() ? "Goes slower for: " : "To be known: ";
        runner.tell(new ApplyEvent.Told(how + braking.why()));
    }
}
