package io.howdah.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.app.text.TextTable.Align;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void aligns_columns_and_cuts_the_flexible_one() {
        var table = new TextTable().column("calls", Align.RIGHT).column("statement", Align.FLEXIBLE);
        table.row("7", "select 1").row("1,234", "select a long list of columns from a table");

        assertThat(table.lines(24, Style.PLAIN))
                .containsExactly("calls  statement", "    7  select 1", "1,234  select a long li…");
    }

    @Test
    void aligns_coloured_cells_by_what_is_seen() {
        var table = new TextTable().column("n", Align.RIGHT).column("word", Align.LEFT);
        table.row(Style.COLOUR.red("1"), "one").row("100", "hundred");

        assertThat(table.lines(40, Style.PLAIN))
                .containsExactly("  n  word", "  \u001B[31m1\u001B[0m  one", "100  hundred");
    }
}
