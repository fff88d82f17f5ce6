package io.howdah.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal would obey is shown in place of being obeyed. */
class PrintableTest {

    @ParameterizedTest
    @CsvSource({
        "t\u001B[2Jgone, t␛[2Jgone",
        "t\u001B]0;title\u0007x, t␛]0;title␇x",
        "t\u001B[8mhidden, t␛[8mhidden",
        "back\bs, back␈s",
        "del\u007Fx, del␡x",
        "t\u009B2J, t�2J",
        "t\u202Etxet, t�txet",
    })
    void names_do_not_steer_the_terminal(String name, String shown) {
        assertThat(Printable.of(name)).isEqualTo(shown);
    }

    @Test
    void nothing_is_written_over() {
        assertThat(Printable.of("over\rwritten")).isEqualTo("over␍written");
    }

    @Test
    void colours_of_our_own_stay_and_so_do_lines_tabs_and_letters_of_every_language() {
        var text = Style.COLOUR.boldRed("table") + "\t" + Style.COLOUR.dim("表 «Größe» $1 \\ שלום") + "\n";

        assertThat(Printable.of(text)).isEqualTo(text);
    }
}
