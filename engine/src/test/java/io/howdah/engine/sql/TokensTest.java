package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.sql.Token.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void splits_words_numbers_strings_and_operators() {
        assertThat(texts("select a.b,-1.5e-3,'it''s',$1::int[] from \"T \"\"x\" where c->>'k'>=2"))
                .containsExactly(
                        "select", "a", ".", "b", ",", "-", "1.5e-3", ",", "it's", ",", "$1", "::", "int", "[", "]",
                        "from", "T \"x", "where", "c", "->>", "k", ">=", "2");
    }

    @Test
    void leaves_comments_out_even_nested_ones() {
        assertThat(texts("a /* b /* c */ d */ -- e\n f")).containsExactly("a", "f");
    }

    @Test
    void reads_escapes_only_in_strings_that_ask_for_them() {
        assertThat(texts("E'a\\'b' 'a\\' x")).containsExactly("a'b", "a\\", "x");
    }

    @Test
    void reads_dollar_quotes_as_strings() {
        assertThat(Tokens.of("$$it's$$ $x$ $$ $x$")).extracting(Token::kind).containsOnly(Kind.STRING);
        assertThat(texts("$$it's$$ $x$ $$ $x$")).containsExactly("it's", " $$ ");
    }

    @Test
    void gives_a_minus_after_an_operator_to_the_number() {
        assertThat(texts("a=-1")).containsExactly("a", "=", "-", "1");
        assertThat(texts("a@-1")).containsExactly("a", "@-", "1");
    }

    @Test
    void ends_unfinished_strings_and_comments_with_the_text() {
        assertThat(texts("'abc")).containsExactly("abc");
        assertThat(texts("a /* b")).containsExactly("a");
        assertThat(texts("$x$ abc")).containsExactly(" abc");
        assertThat(texts("\"abc")).containsExactly("abc");
    }

    private static List<String> texts(String sql) {
        return Tokens.of(sql).stream().map(Token::text).toList();
    }
}
