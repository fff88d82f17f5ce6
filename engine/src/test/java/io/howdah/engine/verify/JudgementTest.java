package io.howdah.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static final Comparison COMPARISON = Comparison.of(
            "the driver",
            List.of(of("faster", 100, 10), of("slower", 100, 1), of("same", 100, 5), of("rare", 3, 10)),
            List.of(of("faster", 100, 1), of("slower", 100, 9), of("same", 100, 5), of("rare", 3, 1)),
            Noise.DEFAULT);

    @Test
    void says_that_a_change_helped() {
        var judgement = Judgement.of(List.of("faster", "same"), COMPARISON);

        assertThat(judgement.verdict()).isEqualTo(Verdict.HELPED);
        assertThat(judgement.why())
                .isEqualTo("Of 2 statements that it serves 1 became faster and 0 slower;"
                        + " the same calls took 1.5 s, now 600.0 ms (the driver)");
    }

    @Test
    void says_that_a_change_harmed() {
        var judgement = Judgement.of(List.of("slower"), COMPARISON);

        assertThat(judgement.verdict()).isEqualTo(Verdict.HARMED);
        assertThat(judgement.why()).startsWith("The statement that it serves became slower; the same calls took");
    }

    @Test
    void weighs_what_is_gained_against_what_is_lost() {
        assertThat(Judgement.of(List.of("slower", "faster"), COMPARISON).verdict())
                .isEqualTo(Verdict.HELPED);
    }

    @Test
    void says_that_a_change_had_no_effect() {
        assertThat(Judgement.of(List.of("same"), COMPARISON).verdict()).isEqualTo(Verdict.NO_EFFECT);
    }

    @Test
    void does_not_call_it_no_effect_where_calls_took_half_as_long_by_chance_or_not() {
        var before = Measured.timed("uneven", "select 1", List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.1, 1.1, 1.1, 40.2, 40.2));
        var after = Measured.timed("uneven", "select 1", List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.1, 1.1, 1.1, 30.2));
        var comparison = Comparison.of("the driver", List.of(before), List.of(after), Noise.DEFAULT);

        var judgement = Judgement.of(List.of("uneven"), comparison);

        assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(judgement.why())
                .isEqualTo("Not certain: 88.7 ms to 39.5 ms over 10 calls; calls so few or so uneven may differ as much"
                        + " by chance (the driver)");
    }

    @Test
    void says_that_it_knows_too_little() {
        assertThat(Judgement.of(List.of("rare", "never seen"), COMPARISON).verdict())
                .isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void does_not_blame_a_change_that_was_to_serve_nobody() {
        var judgement = Judgement.of(List.of(), COMPARISON);

        assertThat(judgement.verdict()).isEqualTo(Verdict.NO_EFFECT);
        assertThat(judgement.why()).contains("1 became slower, for which this change may or may not be the reason");
    }

    private static Measured of(String id, long calls, double meanMs) {
        return Measured.summed(id, "select " + id, calls, meanMs, meanMs / 10, 4);
    }
}
