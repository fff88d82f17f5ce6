package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class ScatteredScansTest {

    private static final String NEWEST_OF_EACH = """
            select author, content from (
              select author, content, row_number() over (partition by author order by posted_at desc) as place
              from posts) as ranked
            where place = 1""";

    @Test
    void advises_no_index_to_read_a_whole_table_in_an_order_that_its_rows_do_not_have(Database db) {
        posts(db, "random()");

        assertThat(Lab.created(Lab.of(db).calls(100, NEWEST_OF_EACH).advise())).isEmpty();
    }

    @Test
    void advises_it_where_the_rows_lie_in_that_order(Database db) {
        posts(db, "id");

        assertThat(Lab.created(Lab.of(db).calls(100, NEWEST_OF_EACH).advise()))
                .contains("posts (author, posted_at DESC)");
    }

    @Test
    void advises_it_where_a_limit_ends_the_reading(Database db) {
        posts(db, "random()");

        assertThat(Lab.created(Lab.of(db)
                        .calls(100, NEWEST_OF_EACH.replace("place = 1", "place = 1 limit 10"))
                        .advise()))
                .contains("posts (author, posted_at DESC)");
    }

    /** 60,000 posts of 6,000 authors, laid down by this order. */
    private static void posts(Database db, String order) {
        db.execute("""
                create table posts as
                select id / 10 as author, timestamptz '2026-01-01' + id * interval '1 minute' as posted_at,
                  repeat(md5(id::text), 5) as content
                from generate_series(1, 60000) as id order by %s""".formatted(order));
    }
}
