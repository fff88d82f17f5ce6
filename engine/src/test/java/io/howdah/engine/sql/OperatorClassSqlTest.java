package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorClassSqlTest {

    @Test
    void knows_a_class_as_a_catalog_has_it() {
        assertThat(OperatorClassSql.isSafe(
                        "CREATE OPERATOR CLASS \"Te st\".backwards_ops  FOR TYPE integer USING btree AS"
                                + " OPERATOR 1 pg_catalog.> (integer, integer), OPERATOR 3 pg_catalog.= (integer, integer),"
                                + " FUNCTION 1 (integer, integer) \"Te st\".backwards(integer,integer)"))
                .isTrue();
    }

    @Test
    void knows_a_class_as_a_dump_has_it() {
        assertThat(OperatorClassSql.isSafe("""
                CREATE OPERATOR CLASS public.word_ops
                    DEFAULT FOR TYPE public.word USING hash FAMILY public.word_ops AS
                    OPERATOR 1 public.=(public.word,public.word) ,
                    FUNCTION 1 (public.word, public.word) public.word_hash(public.word);""")).isTrue();
        assertThat(OperatorClassSql.isSafe("CREATE OPERATOR FAMILY public.word_ops USING btree;"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FUNCTION 1 (integer, integer) pg_catalog.bttextcmp(text,text)",
                "FUNCTION 1 (integer, integer) public.f(integer,text)",
                "FUNCTION 2 (integer, integer) pg_catalog.bttextsortsupport(internal)",
                "FUNCTION 1 (integer, integer) public.f(integer,integer); COPY t TO PROGRAM 'x'",
                "FUNCTION 1 (integer, integer) public.f(integer,integer) -- , STORAGE text",
                "FUNCTION 1 (integer, integer) public.f(integer,integer), STORAGE text",
                "OPERATOR 1 pg_catalog.< (integer, integer) FOR ORDER BY public.x"
            })
    void does_not_know_what_could_do_harm(String members) {
        assertThat(OperatorClassSql.isSafe(
                        "CREATE OPERATOR CLASS public.sly FOR TYPE integer USING btree AS " + members))
                .isFalse();
    }

    @Test
    void does_not_know_methods_whose_functions_have_no_types() {
        assertThat(OperatorClassSql.isSafe("CREATE OPERATOR CLASS public.sly FOR TYPE integer USING gin AS"
                        + " FUNCTION 1 (integer, integer) pg_catalog.btint4cmp(integer,integer)"))
                .isFalse();
    }
}
