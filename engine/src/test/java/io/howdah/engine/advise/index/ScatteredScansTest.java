package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.twin.Candidate;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Set;
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

    @Test
    void charges_a_page_for_coming_back_to_what_shared_buffers_do_not_hold(Database db) {
        posts(db, "random()");
        db.execute("create index on posts (author)", "vacuum analyze posts", "set enable_seqscan = off");
        var found = Looking.catalog(db);
        double buffers = Settings.number(found, "shared_buffers", 0);
        long heap = found.relation(posts(db)).orElseThrow().heapBytes();

        double held = charge(db, found, 1);
        double four = charge(db, found, 4 * buffers / heap) / (4 * buffers / heap);

        assertThat(held).isPositive();
        assertThat(charge(db, found, buffers / heap) / (buffers / heap)).isCloseTo(held, withinPercentage(1));
        double cache = Settings.number(found, "effective_cache_size", 0);
        double many = charge(db, found, 100 * cache / heap) / (100 * cache / heap);
        assertThat(many / held)
                .as("what is beyond the cache the planner charges for")
                .isCloseTo(
                        (ScatteredScans.RETURN + 0.01 - buffers / cache / 100) / ScatteredScans.RETURN,
                        withinPercentage(1));
        assertThat(four / held).isCloseTo((ScatteredScans.RETURN + 0.75) / ScatteredScans.RETURN, withinPercentage(1));
    }

    /** Of reading the posts by author, had they so many times their rows. */
    private static double charge(Database db, Catalog found, double times) {
        var grown = found.withRelations(found.relations().stream()
                .map(r -> r.grown(times, r.columns(), r.indexes()))
                .toList());
        var plan = PlanJson.read(
                String.join("\n", db.column("explain (verbose, format json) select * from posts order by author")));
        var index = IndexDefinition.btree(posts(db), List.of(IndexKey.on("author")));
        return new ScatteredScans(grown)
                .undercharge(plan, Set.of(new Candidate("posts_author_idx", index, 8192, 1, false)));
    }

    private static QualifiedName posts(Database db) {
        return new QualifiedName(db.schema(), "posts");
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
