package io.howdah.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunTest {

    @Test
    void a_percentile_is_the_latency_that_so_many_calls_did_not_exceed() {
        var statement = statement(LongStream.rangeClosed(1, 100).toArray());

        assertThat(statement.p50Ms()).isEqualTo(50);
        assertThat(statement.p95Ms()).isEqualTo(95);
        assertThat(statement.p99Ms()).isEqualTo(99);
        assertThat(statement.maxMs()).isEqualTo(100);
        assertThat(statement.meanMs()).isEqualTo(50.5);
        assertThat(statement.totalMs()).isEqualTo(5_050);
    }

    @Test
    void a_statement_that_was_not_called_took_no_time() {
        assertThat(statement().p99Ms()).isZero();
        assertThat(statement().meanMs()).isZero();
    }

    @Test
    void a_call_far_above_the_usual_is_a_stall() {
        var usual = run(statement(10, 12, 14));

        assertThat(run(statement(11, 215, 300)).stallsAgainst(usual))
                .extracting(Stall::ms, Stall::excessMs)
                .containsExactly(tuple(300.0, 286.0), tuple(215.0, 201.0));
    }

    @Test
    void a_call_not_far_above_the_usual_is_no_stall() {
        assertThat(run(statement(11, 213)).stallsAgainst(run(statement(10, 12, 14))))
                .isEmpty();
    }

    @Test
    void a_wait_for_another_client_is_not_a_wait_for_others() {
        var own = new LockWait("a", "tuple", Duration.ZERO, Duration.ZERO, 1, "app", "b", true);
        var other = new LockWait("a", "relation", Duration.ZERO, Duration.ZERO, 2, "psql", "c", false);

        assertThat(new Run(Duration.ZERO, List.of(), List.of(), List.of(own, other)).waitsForOthers())
                .containsExactly(other);
    }

    private static Run run(StatementRun statement) {
        return new Run(Duration.ofSeconds(1), List.of(statement), List.of(), List.of());
    }

    private static StatementRun statement(long... ms) {
        var calls = LongStream.of(ms)
                .mapToObj(each -> new Call(each, each * 1_000_000))
                .toList();
        return new StatementRun("read", "select 1", true, calls.size(), 0, calls);
    }
}
