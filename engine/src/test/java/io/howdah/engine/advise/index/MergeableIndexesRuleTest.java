package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Advisory;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class MergeableIndexesRuleTest {

    private static final String LATEST =
            "select note from orders where customer = 77 and \"Placed At\" > '2026-03-01Z'";
    private static final String TOTALS = "select total from orders where customer = 77";
    private static final String BY_TIME = "create index by_time on orders (customer, \"Placed At\")";
    private static final String WITH_TOTALS = "create index totals on orders (customer) include (total)";

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int, total int, \"Placed At\" timestamptz, note text)",
                """
                insert into orders select n, n % 7000, n, timestamptz '2026-01-01Z' + n * interval '1 min', repeat('x', 100)
                from generate_series(1, 150000) n""");
    }

    @Test
    void keeps_a_unique_index_that_a_statement_uses(Database db) {
        db.execute(BY_TIME, WITH_TOTALS, "create unique index by_number on orders (customer, id)");

        var advisory = Lab.of(db)
                .calls(100, LATEST)
                .calls(100, TOTALS)
                .calls(100, "select note from orders where customer = 77 and id > 100 and id < 50000")
                .calls(1_000, "insert into orders select 200000, 7, 7, timestamptz '2026-05-01Z', 'x'")
                .advise();

        assertThat(Lab.dropped(advisory)).doesNotContain("by_number");
    }

    @Test
    void carries_in_one_index_what_two_were_there_for(Database db) {
        db.execute(BY_TIME, WITH_TOTALS);

        var advisory = Lab.of(db).calls(100, LATEST).calls(100, TOTALS).advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer, \"Placed At\") INCLUDE (total)");
        assertThat(Lab.dropped(advisory)).containsExactly("by_time", "totals");
        assertThat(advisory.advice()).singleElement().satisfies(a -> {
            assertThat(a.finding().slug()).isEqualTo("mergeable-indexes");
            assertThat(a.sizeBytes()).isNegative();
            assertThat(a.undoSql().getFirst()).contains("totals");
        });
    }

    @Test
    void is_quiet_once_it_was_followed(Database db) {
        db.execute(BY_TIME, WITH_TOTALS);
        follow(db, Lab.of(db).calls(100, LATEST).calls(100, TOTALS).advise());

        assertThat(Lab.of(db).calls(100, LATEST).calls(100, TOTALS).advise().advice())
                .isEmpty();
    }

    @Test
    void makes_one_of_three_at_once(Database db) {
        db.execute(BY_TIME, WITH_TOTALS, "create index by_number on orders (customer, id)");

        var advisory = Lab.of(db)
                .calls(100, LATEST)
                .calls(100, TOTALS)
                .calls(100, "select note from orders where customer = 77 and id > 100 and id < 50000")
                .calls(1_000, "insert into orders select 200000, 7, 7, timestamptz '2026-05-01Z', 'x'")
                .advise();

        assertThat(Lab.created(advisory)).hasSize(1);
        assertThat(Lab.dropped(advisory)).containsExactlyInAnyOrder("by_time", "by_number", "totals");
    }

    @Test
    void keeps_both_where_a_statement_needs_the_order_of_one(Database db) {
        db.execute(
                "update orders set customer = customer % 10",
                BY_TIME, "create index by_number on orders (customer, id) include (total)");

        var advisory = Lab.of(db)
                .calls(100, "select total from orders where customer = 7 order by id limit 3")
                .calls(100, "select note from orders where customer = 7 order by \"Placed At\" limit 3")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
        assertThat(advisory.findings()).noneMatch(f -> f.slug().equals("mergeable-indexes"));
    }

    @Test
    void keeps_what_serves_a_foreign_key(Database db) {
        db.execute(
                "alter table orders add day date",
                "update orders set day = date '2026-01-01' + id / 200",
                "create index by_day on orders (customer, day)",
                "create index days on orders (day) include (total)");
        var onOneDay = "select total from orders where day = '2026-02-01'";
        var ofOne = "select note from orders where customer = 77 and day = '2026-02-01'";

        assertThat(Lab.created(Lab.of(db).calls(100, onOneDay).calls(100, ofOne).advise()))
                .containsExactly("orders (day, customer) INCLUDE (total)");

        db.execute(
                "create table customers (id int primary key)",
                "insert into customers select n from generate_series(0, 7000) n",
                "alter table orders add foreign key (customer) references customers");

        assertThat(Lab.created(Lab.of(db).calls(100, onOneDay).calls(100, ofOne).advise()))
                .isEmpty();

        db.execute("create index by_customer on orders (customer)");
        assertThat(Lab.created(Lab.of(db).calls(100, onOneDay).calls(100, ofOne).advise()))
                .isEmpty();
    }

    @Test
    void says_nothing_of_unique_indexes_nor_while_too_little_is_known(Database db) {
        db.execute(BY_TIME, WITH_TOTALS, "create unique index of_numbers on orders (customer, id)");
        var lab = Lab.of(db).calls(100, LATEST).calls(100, TOTALS);

        assertThat(lab.advise(IndexOptions.forDatabase(lab.catalog())).advice()).isEmpty();
        assertThat(Lab.dropped(lab.advise())).doesNotContain("of_numbers");
    }

    @Test
    void keeps_what_is_scanned_by_statements_that_nobody_saw(Database db) {
        db.execute(BY_TIME, WITH_TOTALS);
        var catalog = Changed.indexes(Lab.of(db).catalog(), i -> Changed.scans(i, 1_000));

        assertThat(Lab.dropped(Lab.of(catalog).calls(100, TOTALS).advise())).isEmpty();
    }

    @Test
    void asks_the_statements_on_the_whole_before_it_takes_from_a_partition(Database db) {
        db.execute(
                "create table parts (like orders) partition by hash (id)",
                "create table one_part partition of parts for values with (modulus 1, remainder 0)",
                "insert into parts select * from orders",
                "update parts set customer = customer % 10",
                BY_TIME.replace("on orders", "on one_part"),
                "create index numbers on one_part (customer, id) include (total)");

        var advisory = Lab.of(db)
                .calls(100, "select total from parts where customer = 7 order by id limit 3")
                .calls(100, "select note from parts where customer = 7 order by \"Placed At\" limit 3")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
    }

    @Test
    void brings_no_two_columns_together_that_may_hold_long_values(Database db) {
        db.execute(
                "alter table orders add title text, add place text",
                "update orders set title = repeat('t', 70) || id, place = repeat('p', 70) || id",
                "create index titles on orders (customer, title)",
                "create index places on orders (customer, place)");

        var advisory = Lab.of(db)
                .calls(100, "select note from orders where customer = 77 and title > 't5'")
                .calls(100, "select note from orders where customer = 77 and place > 'p'")
                .advise();

        assertThat(advisory.advice())
                .noneMatch(a -> a.finding().slug().equals("mergeable-indexes")
                        && a.finding().subject().contains("places"));
    }

    @Test
    void brings_no_two_computed_values_together(Database db) {
        db.execute(
                "alter table orders add title text, add place text",
                "update orders set title = 'T' || id, place = 'P' || id",
                "create index titles on orders (customer, lower(title))",
                "create index places on orders (customer, lower(place))");

        var advisory = Lab.of(db)
                .calls(100, "select note from orders where customer = 77 and lower(title) > 't5'")
                .calls(100, "select note from orders where customer = 77 and lower(place) > 'p5'")
                .advise();

        assertThat(advisory.advice()).noneMatch(a -> a.finding().slug().equals("mergeable-indexes"));
    }

    private static void follow(Database db, Advisory advisory) {
        advisory.advice().forEach(a -> a.sql().forEach(db::execute));
    }
}
