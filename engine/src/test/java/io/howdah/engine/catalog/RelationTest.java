package io.howdah.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelationTest {

    private static final long PAGE = 8192;

    @Test
    void scales_rows_to_the_present_size() {
        assertThat(relation(Relation.Kind.TABLE, 10, 500, 20 * PAGE).estimatedRows())
                .isEqualTo(1000);
        assertThat(relation(Relation.Kind.MATERIALIZED_VIEW, 10, 500, 5 * PAGE).estimatedRows())
                .isEqualTo(250);
        assertThat(relation(Relation.Kind.TABLE, 0, -1, 20 * PAGE).estimatedRows())
                .isZero();
    }

    @Test
    void takes_rows_as_they_are_where_no_pages_are_here() {
        assertThat(relation(Relation.Kind.PARTITIONED_TABLE, -1, 500, 0).estimatedRows())
                .as("analysed by 14 or later")
                .isEqualTo(500);
        assertThat(relation(Relation.Kind.FOREIGN_TABLE, 10, 500, 0).estimatedRows())
                .isEqualTo(500);
    }

    private static Relation relation(Relation.Kind kind, long pages, double tuples, long heapBytes) {
        return new Relation(
                1,
                new QualifiedName("Te st", "Ä b"),
                kind,
                false,
                false,
                "owner",
                pages,
                tuples,
                0,
                heapBytes,
                0,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                true);
    }
}
