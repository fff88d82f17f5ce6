package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kind of index is proposed for what, and which is not. */
class IndexKindsTest {

    private static final Goods GOODS = Goods.loaded();

    @Test
    void proposes_jsonb_ops_where_keys_are_asked_too() {
        assertThat(GOODS.created(
                        "select id from goods where attributes @> '{\"maker\": {\"id\": 7}}'",
                        "select id from goods where attributes ? 'sale'"))
                .contains("goods USING gin (attributes)");
    }

    @Test
    void proposes_a_btree_for_long_values_that_are_also_sorted() {
        assertThat(GOODS.created(
                        "select name from goods where url = 'https://example.org/x'",
                        "select name from goods where url > 'https://example.org/f' order by url limit 10"))
                .singleElement()
                .asString()
                .startsWith("goods (url)");
    }

    @Test
    void proposes_no_trigrams_for_a_tiny_table() {
        assertThat(GOODS.created("select id from colors where name like '%or 77%'"))
                .isEmpty();
    }

    @Test
    void proposes_no_block_ranges_where_the_table_does_not_follow_the_column() {
        assertThat(GOODS.created("select id from readings where sensor = 77")).containsExactly("readings (sensor)");
    }

    @Test
    void proposes_a_btree_where_few_rows_are_asked_of_a_table_in_order() {
        assertThat(GOODS.created("select raw from readings where made_at = '2026-01-15 10:00Z'"))
                .containsExactly("readings (made_at)");
    }

    @Test
    void puts_no_document_that_is_never_searched_into_an_index() {
        assertThat(GOODS.created("select notes from goods where tenant = 7"))
                .noneMatch(d -> d.contains("notes") && d.contains("gin"));
    }

    @Test
    void proposes_nothing_for_half_of_the_rows() {
        assertThat(GOODS.created("select body from goods where flag")).isEmpty();
    }

    @Test
    void makes_no_index_of_an_expression_with_a_value_that_the_driver_binds() {
        var advisory = GOODS.advise(List.of(Goods.question(
                "select id from goods where attributes ->> $1 = $2",
                "select id from goods where attributes ->> 'color' = 'c7'")));

        assertThat(Goods.created(advisory)).isEmpty();
    }

    @Test
    void makes_no_index_of_an_expression_that_depends_on_the_session() {
        assertThat(GOODS.created("select id from readings where made_at::date = '2026-01-15'"))
                .noneMatch(d -> d.contains("::date"));
        assertThat(GOODS.refused().values()).anyMatch(reason -> reason.contains("IMMUTABLE"));
    }

    @Test
    void makes_no_index_of_the_likeness_to_one_text() {
        assertThat(GOODS.created("select id from goods where similarity(name, 'name abc') > 0.5"))
                .isEmpty();
    }
}
