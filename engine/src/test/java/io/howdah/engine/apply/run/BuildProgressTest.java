package io.howdah.engine.apply.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
    void asks_for_a_lock_at_intervals_out_of_step_with_others() {
        var budget = LockBudget.DEFAULT;

        for (int seed = 1; seed <= 60; seed++) {
            assertThat(budget.pause(new Random(seed)).toNanos()).isBetween(10_000_000L, 30_000_000L);
        }
        assertThat(budget.pause(new Random(1))).isNotEqualTo(budget.pause(new Random(2)));
    }

    @Test
    void stands_in_a_queue_longer_each_time_but_never_for_more_than_half_of_what_a_writer_may_wait() {
        assertThat(IntStream.range(0, 6).mapToObj(LockBudget.DEFAULT::stay).map(Duration::toMillis))
                .containsExactly(5L, 10L, 20L, 40L, 50L, 50L);
    }

    private static BuildProgress progress(
            @Nullable String phase, long blocks, long ofBlocks, long tuples, long ofTuples, List<Blocker> waitsFor) {
        return new BuildProgress(
                phase, blocks, ofBlocks, tuples, ofTuples, Duration.ofSeconds(10), Duration.ofSeconds(1), waitsFor);
    }
}
