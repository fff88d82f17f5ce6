package io.howdah.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CounterWindowTest {

    private static final List<Double> FIRST = List.of(1.0, 2.0, 6.0);
    private static final List<Double> SECOND = List.of(20.0, 24.0);

    @Test
    void takes_mean_deviation_and_blocks_of_the_window_alone() {
        var window = CounterWindow.between(
                List.of(statement("a", FIRST)),
                List.of(statement(
                        "a", Stream.concat(FIRST.stream(), SECOND.stream()).toList())));

        var measured = window.getFirst();
        assertThat(measured.calls()).isEqualTo(2);
        assertThat(measured.meanMs()).isCloseTo(22, within(1e-9));
        assertThat(measured.stddevMs()).isCloseTo(2, within(1e-9));
        assertThat(measured.blocksPerCall()).isCloseTo(30, within(1e-9));
    }

    @Test
    void takes_all_of_a_statement_that_was_reset_or_is_new() {
        var window = CounterWindow.between(List.of(statement("a", FIRST)), List.of(statement("a", SECOND)));

        assertThat(window.getFirst().calls()).isEqualTo(2);
        assertThat(CounterWindow.between(List.of(), List.of(statement("a", FIRST)))
                        .getFirst()
                        .meanMs())
                .isEqualTo(3);
    }

    @Test
    void leaves_out_what_did_not_run() {
        var same = List.of(statement("a", FIRST));

        assertThat(CounterWindow.between(same, same)).isEmpty();
    }

    private static Statement statement(String id, List<Double> calls) {
        var whole = Measured.timed(id, id, calls);
        double population = whole.stddevMs() * Math.sqrt((calls.size() - 1.0) / calls.size());
        var counters = new Statement.Counters(0, 0, 0, population, 20 * calls.size(), 10 * calls.size(), 0, 0, 0, 0);
        return new Statement(id, "select " + id, List.of(), calls.size(), whole.totalMs(), counters);
    }
}
