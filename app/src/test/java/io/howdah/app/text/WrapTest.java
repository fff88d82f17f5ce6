package io.howdah.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {

    @Test
    void breaks_between_words() {
        assertThat(Wrap.words("one two three four", 9)).containsExactly("one two", "three", "four");
    }

    @Test
    void lets_a_long_word_stand_alone() {
        assertThat(Wrap.words("a incomprehensible b", 5)).containsExactly("a", "incomprehensible", "b");
    }

    @Test
    void does_not_count_colour_as_width() {
        assertThat(Wrap.words(Style.COLOUR.red("red") + " and blue", 12)).hasSize(1);
    }

    @Test
    void never_breaks_inside_a_literal_or_a_quoted_name() {
        var sql = "CREATE INDEX i ON \"My  Table\" (a) WHERE b = 'in  progress now'";

        var lines = Wrap.sql(sql, 16);

        assertThat(lines).contains("ON \"My  Table\"", "'in  progress now'");
        assertThat(String.join(" ", lines)).isEqualTo(sql);
    }

    @Test
    void leaves_the_lines_of_a_body_and_of_what_has_a_comment_as_they_are() {
        var body = "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$\n  -- don't\nBEGIN\n  RETURN 1;\nEND $f$";
        var commented = "SELECT 1, -- one\n 2";

        assertThat(String.join("\n", Wrap.sql(body, 20))).isEqualTo(body);
        assertThat(Wrap.sql(commented, 5)).containsExactly("SELECT 1, -- one", " 2");
        assertThat(Wrap.sql("SELECT 1,\n 2", 80)).containsExactly("SELECT 1, 2");
    }

    @Test
    void cuts_with_an_ellipsis() {
        assertThat(Wrap.cut("select\n  1", 20)).isEqualTo("select 1");
        assertThat(Wrap.cut("select one from two", 10)).isEqualTo("select on…");
    }
}
