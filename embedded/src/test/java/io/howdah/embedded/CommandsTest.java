package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.embedded.ServerException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final Commands commands = new Commands(new OwnAccount());

    @Test
    void gives_what_a_program_printed_and_how_it_ended() {
        var result = commands.run(List.of("sh", "-c", "echo one; echo two; exit 7"));

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.succeeded()).isFalse();
        assertThat(result.lastLines(1)).isEqualTo("two");
    }

    @Test
    void takes_a_program_that_ctrl_c_ended_for_closed_and_not_for_broken() {
        assertThatThrownBy(() -> commands.run(List.of("sh", "-c", "exit 130")))
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED))
                .hasMessage("sh was interrupted.");
    }
}
