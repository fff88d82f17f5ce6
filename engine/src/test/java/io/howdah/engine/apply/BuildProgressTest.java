package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.apply.run.Blocker;
import io.howdah.engine.apply.run.BuildProgress;
import io.howdah.engine.apply.run.LockBudget;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuildProgressTest {

    private static final Blocker SOMEBODY =
            new Blocker(7, "app", "shop", "client backend", Duration.ofSeconds(3), "SELECT 1");

    @Test
    void estimates_from_the_phase_and_what_is_done_of_it() {
        var halfScanned = progress("building index: scanning table", 50, 100, 0, 0, List.of());

        assertThat(halfScanned.fraction()).isCloseTo(0.225, within(1e-9));
        assertThat(halfScanned.remaining()).isEqualTo(Duration.ofSeconds(31));
    }

    @Test
    void does_not_estimate_while_it_waits_or_knows_nothing() {
        assertThat(progress("waiting for old snapshots", 0, 0, 0, 0, List.of(SOMEBODY))
                        .remaining())
                .isNull();
        assertThat(progress(null, 0, 0, 0, 0, List.of()).fraction()).isNull();
        assertThat(progress("building index: scanning table", 1, 100, 0, 0, List.of())
                        .remaining())
                .isNull();
    }

    @Test
    void never_goes_beyond_the_whole() {
        assertThat(progress("index validation: scanning table", 300, 100, 0, 0, List.of())
                        .fraction())
                .isEqualTo(1);
    }

    @Test
    void says_whom_it_waits_for() {
        var vacuum = new Blocker(
                8, null, "", "autovacuum worker", null, "autovacuum: VACUUM public.orders (to prevent wraparound)");

        assertThat(SOMEBODY).hasToString("process 7 of app (shop), in a transaction for 3 s");
        assertThat(vacuum).hasToString("process 8, the automatic vacuum that prevents transaction id wraparound");
        assertThat(new Blocker(0, null, null, null, null, null)).hasToString("a prepared transaction");
    }

    @Test
    void pauses_longer_each_time_but_never_in_step_with_others() {
        var budget = new LockBudget(Duration.ofMillis(100), 10, Duration.ofMillis(100), Duration.ofSeconds(1));
        var random = new Random(1);

        for (int attempt = 1; attempt <= 60; attempt++) {
            long full = Math.min(1000, 100L << Math.min(attempt - 1, 20));
            assertThat(budget.pause(attempt, random).toMillis()).isBetween(full / 2, full);
        }
        assertThat(budget.pause(9, new Random(1))).isNotEqualTo(budget.pause(9, new Random(2)));
    }

    private static BuildProgress progress(
            @Nullable String phase, long blocks, long ofBlocks, long tuples, long ofTuples, List<Blocker> waitsFor) {
        return new BuildProgress(
                phase, blocks, ofBlocks, tuples, ofTuples, Duration.ofSeconds(10), Duration.ofSeconds(1), waitsFor);
    }
}
