package io.howdah.samples.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingIndexTest {

    private static final IndexShape.Key NEWEST = new IndexShape.Key("created_at", true);

    private static final MissingIndex SORTED = missing(
            Cure.startingWith("user_id").orAlso("tenant_id").then(NEWEST).without("message_count"));
    private static final MissingIndex PARTIAL =
            missing(Cure.startingWith("expires_at").where("status"), Cure.startingWith("status"));
    private static final MissingIndex MAYBE_PARTIAL =
            missing(Cure.startingWith("user_id").orAlso("is_read").maybeWhere("is_read"));

    @Test
    void is_mended_by_equality_columns_and_then_the_order() {
        assertThat(SORTED.satisfiedBy(IndexShape.on("t", "user_id", "created_at")))
                .isTrue();
        assertThat(SORTED.satisfiedBy(descending("user_id", "created_at"))).isTrue();
        assertThat(SORTED.satisfiedBy(IndexShape.on("t", "tenant_id", "user_id", "created_at", "id")))
                .isTrue();
    }

    @Test
    void is_not_mended_by_another_order_of_columns() {
        assertThat(SORTED.satisfiedBy(IndexShape.on("t", "created_at", "user_id")))
                .isFalse();
        assertThat(SORTED.satisfiedBy(IndexShape.on("t", "user_id", "id", "created_at")))
                .isFalse();
        assertThat(SORTED.satisfiedBy(IndexShape.on("t", "tenant_id", "created_at")))
                .isFalse();
        assertThat(SORTED.satisfiedBy(IndexShape.on("t", "user_id"))).isFalse();
    }

    @Test
    void is_not_mended_on_another_table() {
        assertThat(SORTED.satisfiedBy(IndexShape.on("u", "user_id", "created_at")))
                .isFalse();
    }

    @Test
    void is_not_mended_by_carrying_a_column_that_is_written_all_the_time() {
        var shape = IndexShape.on("t", "user_id", "created_at");

        assertThat(SORTED.satisfiedBy(shape.including("title"))).isTrue();
        assertThat(SORTED.satisfiedBy(shape.including("title", "message_count")))
                .isFalse();
    }

    @Test
    void is_not_mended_by_part_of_the_rows_unless_its_statements_want_only_those() {
        assertThat(SORTED.satisfiedBy(
                        IndexShape.on("t", "user_id", "created_at").where("not archived")))
                .isFalse();
        assertThat(MAYBE_PARTIAL.satisfiedBy(IndexShape.on("t", "user_id"))).isTrue();
        assertThat(MAYBE_PARTIAL.satisfiedBy(
                        IndexShape.on("t", "user_id", "created_at").where("(NOT is_read)")))
                .isTrue();
        assertThat(MAYBE_PARTIAL.satisfiedBy(IndexShape.on("t", "user_id").where("is_read = false")))
                .isTrue();
        assertThat(MAYBE_PARTIAL.satisfiedBy(IndexShape.on("t", "user_id").where("NOT is_read AND role = 'x'")))
                .isFalse();
    }

    @Test
    void is_mended_by_a_condition_as_the_server_prints_it() {
        var printed =
                "((status)::text = ANY ((ARRAY['pending'::character varying, 'ready'::character varying])::text[]))";

        assertThat(PARTIAL.satisfiedBy(IndexShape.on("t", "expires_at").where(printed)))
                .isTrue();
        assertThat(PARTIAL.satisfiedBy(IndexShape.on("t", "expires_at"))).isFalse();
        assertThat(PARTIAL.satisfiedBy(IndexShape.on("t", "status", "expires_at")))
                .isTrue();
    }

    @Test
    void is_mended_by_an_index_of_the_right_method_only() {
        var set = missing(Cure.startingWith("tags").using("gin"));

        assertThat(set.satisfiedBy(IndexShape.on("t", "tags").using("gin"))).isTrue();
        assertThat(set.satisfiedBy(IndexShape.on("t", "tags"))).isFalse();
        assertThat(SORTED.satisfiedBy(
                        IndexShape.on("t", "user_id", "created_at").using("gist")))
                .isFalse();
    }

    @Test
    void is_mended_by_an_index_that_is_not_a_btree_whatever_the_order_of_its_columns() {
        var text = missing(Cure.startingWith("name", "crew").using("gin", "gist"));

        assertThat(text.satisfiedBy(IndexShape.on("t", "id", "crew", "name").using("gin")))
                .isTrue();
        assertThat(text.satisfiedBy(IndexShape.on("t", "crew").using("gist"))).isFalse();
    }

    private static MissingIndex missing(Cure... cures) {
        return new MissingIndex("K-0", "t", List.of(cures), List.of());
    }

    private static IndexShape descending(String first, String second) {
        var keys = List.of(new IndexShape.Key(first, true), new IndexShape.Key(second, true));
        return new IndexShape("t", "btree", keys, List.of(), Optional.empty());
    }
}
