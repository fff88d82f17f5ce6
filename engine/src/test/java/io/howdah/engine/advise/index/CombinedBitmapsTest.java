package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Statement.Counters;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Question;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class CombinedBitmapsTest {

    private static final String BOTH = "where one = 7 and other = 11";

    @BeforeEach
    void rows_of_which_two_columns_choose(Database db) {
        db.execute(
                "create table things (one int not null, other int not null, filler text)",
                "insert into things select hashint4(n) % 40, hashint4(n + 77) % 40, repeat('x', 200) from generate_series(1, 40000) n",
                "create index on things (one)",
                "create index on things (other)",
                "vacuum analyze things");
    }

    @Test
    void charges_for_the_second_bitmap_where_all_pages_are_in_memory(Database db) {
        var plan = plan(db, BOTH);
        double rows = plan.nodes().stream()
                .filter(n -> n.type().equals("Bitmap Index Scan"))
                .mapToDouble(n -> n.rows())
                .min()
                .orElseThrow();

        assertThat(plan.shape()).contains("BitmapAnd");
        assertThat(undercharge(db, plan, 100, 0))
                .isCloseTo((rows - plan.root().rows()) * (4 - ScatteredScans.RETURN), within(4.0));
        assertThat(undercharge(db, plan, 50, 50)).isCloseTo(undercharge(db, plan, 100, 0) / 2, within(1.0));
    }

    @Test
    void charges_nothing_where_pages_are_read_or_nobody_knows(Database db) {
        var plan = plan(db, BOTH);

        assertThat(undercharge(db, plan, 0, 100)).isZero();
        assertThat(undercharge(db, plan, 0, 0)).isZero();
    }

    @Test
    void charges_nothing_for_one_bitmap(Database db) {
        assertThat(undercharge(db, plan(db, "where one = 7"), 100, 0)).isZero();
    }

    @Test
    void charges_nothing_for_indexes_that_are_there(Database db) {
        assertThat(undercharge(db, plan(db, BOTH), 100, 0, "things_pkey")).isZero();
        assertThat(undercharge(db, plan(db, BOTH), 100, 0, "things_other_idx")).isPositive();
    }

    @Test
    void counts_the_rows_that_are_fetched_and_not_those_that_pass_a_filter(Database db) {
        double plain = undercharge(db, plan(db, BOTH), 100, 0);

        assertThat(undercharge(db, plan(db, BOTH + " and filler like 'y%'"), 100, 0))
                .isCloseTo(plain, within(1.0));
    }

    @Test
    void takes_no_more_away_than_the_plan_promises(Database db) {
        var plan = plan(db, BOTH);
        var counters = new Counters(1, 0, 0, 0, 100, 0, 0, 0, 0, 0);
        var statement = new Statement("1", "select", List.of(), 1, 1, counters);
        var running = new Asked(new Question(statement, "select", 1, false), 1, plan, List.of());

        assertThat(new CombinedBitmaps(Looking.catalog(db))
                        .undercharge(running, plan, Set.of(candidate(db, "things_one_idx"))))
                .isZero();
    }

    private static Candidate candidate(Database db, String name) {
        var table = new QualifiedName(db.schema(), "things");
        return new Candidate(name, IndexDefinition.btree(table, List.of(IndexKey.on("one"))), 8192, 1, false);
    }

    private static double undercharge(Database db, Plan plan, double hit, double read) {
        return undercharge(db, plan, hit, read, "things_one_idx");
    }

    private static double undercharge(Database db, Plan plan, double hit, double read, String candidate) {
        var counters = new Counters(1, 0, 0, 0, hit, read, 0, 0, 0, 0);
        var statement = new Statement("1", "select", List.of(), 1, 1, counters);
        var dear = plan(db, "as t, things as o");
        var asked = new Asked(new Question(statement, "select", 1, false), 1, dear, List.of());
        return new CombinedBitmaps(Looking.catalog(db)).undercharge(asked, plan, Set.of(candidate(db, candidate)));
    }

    private static Plan plan(Database db, String condition) {
        return PlanJson.read(
                String.join("\n", db.column("explain (verbose, format json) select * from things " + condition)));
    }
}
