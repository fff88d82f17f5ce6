package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void quotes_for_a_shell_what_is_no_plain_word() {
        var command = Command.change("ALTER TABLE \"it's\" DROP COLUMN b", "VACUUM FULL c");

        assertThat(command.text()).isEqualTo("howdah change 'ALTER TABLE \"it'\\''s\" DROP COLUMN b; VACUUM FULL c'");
    }

    @Test
    void names_the_database_between_the_verb_and_its_arguments() {
        var command = Command.of("secure enforce", "--role", "app").on(List.of("-h", "/tmp/a b", "-d", "shop"));

        assertThat(command.text()).isEqualTo("howdah secure enforce -h '/tmp/a b' -d shop --role app");
    }

    @Test
    void belongs_to_the_last_way_out() {
        var decision = Decision.whether("this", List.of())
                .by(Command.change("a"))
                .or("that", List.of(), "b")
                .by(Command.change("b"), Command.change("c"));

        assertThat(decision.choices().stream().map(c -> c.commands().size())).containsExactly(1, 2);
    }
}
