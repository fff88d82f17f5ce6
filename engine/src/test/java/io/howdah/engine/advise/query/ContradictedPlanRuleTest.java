package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest(major = ServerUnderTest.NEWEST)
class ContradictedPlanRuleTest {

    private static final String BY_CUSTOMER = "SELECT note FROM \"Te st\".\"Orders\" WHERE customer = $1";

    private final ContradictedPlanRule rule = new ContradictedPlanRule();

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table \"Orders\" (id int primary key, customer bigint, note text)",
                "insert into \"Orders\" select i, i % 20000, repeat('n', 200) from generate_series(1, 140000) i",
                "create index by_customer on \"Orders\" (customer)",
                "analyze");
    }

    @Test
    void is_silent_where_few_blocks_are_read(Database db) {
        db.execute(
                "create table few (id int primary key, note text)",
                "insert into few select i, repeat('n', 200) from generate_series(1, 6000) i",
                "analyze few");
        var byId = "SELECT note FROM \"Te st\".few WHERE id = $1";

        assertThat(findings(db, byId, 1_000, 999)).isEmpty();
        assertThat(findings(db, byId, 1_000, 1_000)).hasSize(1);
    }

    @Test
    void sees_that_calls_read_the_table_where_the_text_would_let_them_use_an_index(Database db) {
        var findings = findings(db, BY_CUSTOMER, 1_000, 4_300);

        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.title())
                    .isEqualTo("reads 4,300 blocks a call, and not by index by_customer as its text would let it");
            assertThat(f.evidence().getFirst().text()).startsWith("1,000 calls read 4,300 blocks each");
        });
    }

    @Test
    void is_what_a_driver_that_binds_decimals_really_does(Database db) {
        db.execute("set plan_cache_mode = force_generic_plan", "prepare p (numeric) as " + BY_CUSTOMER);

        assertThat(db.value("explain (format json) execute p (7)")).contains("Seq Scan");
    }

    @Test
    void keeps_silent_where_the_calls_read_what_the_plan_foretells(Database db) {
        assertThat(findings(db, BY_CUSTOMER, 1_000, 12)).isEmpty();
        assertThat(findings(
                        db,
                        "SELECT note FROM \"Te st\".\"Orders\" WHERE customer > $1 AND customer < $2",
                        1_000,
                        4_300))
                .isEmpty();
        assertThat(findings(db, "SELECT count(note) FROM \"Te st\".\"Orders\"", 1_000, 4_300))
                .isEmpty();
    }

    @Test
    void keeps_silent_on_less_than_half_of_the_table_and_on_few_calls(Database db) {
        assertThat(findings(db, BY_CUSTOMER, 1_000, 1_500)).isEmpty();
        assertThat(findings(db, BY_CUSTOMER, 20, 4_300)).isEmpty();
    }

    @Test
    void keeps_silent_where_the_index_is_scanned(Database db) {
        db.execute("set enable_seqscan = off");
        for (int i = 0; i < 60; i++) {
            db.execute("select note from \"Orders\" where customer = " + i);
        }
        db.execute("select pg_stat_force_next_flush()", "select 1");

        assertThat(findings(db, BY_CUSTOMER, 110, 4_300)).isEmpty();
    }

    @Test
    void keeps_silent_where_the_index_of_another_partition_is_scanned(Database db) {
        db.execute(
                "create table parts (id int, customer bigint, note text) partition by list (id)",
                "create table one partition of parts for values in (1)",
                "create table two partition of parts for values in (2)",
                "insert into parts select 1 + i / 140000, i % 20000, repeat('n', 200) from generate_series(0, 150000) i",
                "create index on parts (customer)",
                "analyze");
        var ofOne = "SELECT note FROM \"Te st\".parts WHERE id = 1 AND customer = $1";
        assertThat(findings(db, ofOne, 110, 4_300)).hasSize(1);

        db.execute("set enable_seqscan = off");
        for (int i = 0; i < 60; i++) {
            db.execute("select note from two where customer = " + i);
        }
        db.execute("select pg_stat_force_next_flush()", "select 1");

        assertThat(findings(db, ofOne, 110, 4_300)).isEmpty();
    }

    @Test
    void goes_by_the_plans_of_each_statement_alone(Database db) {
        var whole = new Statement("2", "SELECT count(note) FROM \"Te st\".\"Orders\"", List.of(), 10, 1_000, null);

        assertThat(Looking.planning(
                        rule,
                        db,
                        new Workload(
                                "test",
                                null,
                                Instant.EPOCH,
                                List.of(statement(BY_CUSTOMER, 1_000, 4_300), whole),
                                List.of())))
                .hasSize(1);
    }

    @Test
    void keeps_silent_where_the_plan_does_not_tell(Database db) {
        db.execute(
                "create function \"Te st\".total(bigint) returns bigint language sql as 'select count(*) from \"Te st\".\"Orders\"'");

        assertThat(findings(
                        db,
                        "SELECT \"Te st\".total(customer) FROM \"Te st\".\"Orders\" WHERE customer = $1",
                        1_000,
                        5_000))
                .isEmpty();
        assertThat(findings(db, "DELETE FROM \"Te st\".\"Orders\" WHERE customer = $1", 1_000, 5_000))
                .isEmpty();
        assertThat(findings(
                        db,
                        "SELECT (SELECT max(id) FROM \"Te st\".\"Orders\" i WHERE i.customer = o.customer + 1) FROM \"Te st\".\"Orders\" o"
                                + " WHERE customer = $1",
                        1_000,
                        50_000))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_loops_ask_for_the_same_pages_again(Database db) {
        assertThat(findings(
                        db,
                        "SELECT b.note FROM \"Te st\".\"Orders\" a JOIN \"Te st\".\"Orders\" b ON b.customer = a.customer"
                                + " WHERE a.id BETWEEN 1 AND 900",
                        1_000,
                        10_000))
                .isEmpty();
    }

    private List<Finding> findings(Database db, String sql, double calls, double blocks) {
        var workload = new Workload("test", null, Instant.EPOCH, List.of(statement(sql, calls, blocks)), List.of());
        return Looking.planning(rule, db, workload);
    }

    private static Statement statement(String sql, double calls, double blocks) {
        var counters = new Statement.Counters(calls, 0, 0, 0, blocks * calls, 0, 0, 0, 0, 0);
        return new Statement("1", sql, List.of(), calls, 1_000, counters);
    }
}
