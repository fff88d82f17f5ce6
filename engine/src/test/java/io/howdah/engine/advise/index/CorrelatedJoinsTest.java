package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class CorrelatedJoinsTest {

    private static final String ON_BOTH = "offers.part = lines.part and offers.supplier = lines.supplier";

    private Database db;

    /** 20,000 offers of 5,000 parts by 500 suppliers, four for each part; 100,000 lines, each of an offer. */
    @BeforeEach
    void offers(Database database) {
        db = database;
        db.execute(
                """
                create table offers as
                select part, (part + 125 * turn) % 500 as supplier, part % 97 as price
                from generate_series(1, 5000) as part, generate_series(0, 3) as turn""",
                """
                create table lines as
                select part, supplier, n % 1000 as buyer from offers, generate_series(1, 5) as n""",
                "create table buyers as select id, md5(id::text) as name from generate_series(0, 999) as id",
                "create index on buyers (id)",
                "set enable_material = off",
                "set enable_memoize = off",
                "analyze");
    }

    @Test
    void charges_the_inner_side_for_the_rows_that_must_come_out() {
        var plan = plan(ON_BOTH);
        var inner = plan.nodes().stream()
                .filter(n -> n.type().startsWith("Index"))
                .findFirst()
                .orElseThrow();
        var joined = plan.nodes().stream()
                .filter(n -> n.type().equals("Hash Join"))
                .findFirst()
                .orElseThrow();

        // 5,000 × 500 pairs are reckoned with, and 100,000 rows hold at most 100,000: 25 times
        assertThat(undercharge(plan)).isCloseTo(24 * joined.rows() * inner.totalCost(), withinPercentage(2));
    }

    @Test
    void charges_nothing_where_a_foreign_key_tells_the_planner() {
        db.execute(
                "alter table offers add primary key (part, supplier)",
                "alter table lines add foreign key (part, supplier) references offers",
                "set enable_hashjoin = off",
                "set enable_mergejoin = off");

        assertThat(undercharge(plan(ON_BOTH))).isZero();
    }

    @Test
    void charges_nothing_for_a_join_on_one_column() {
        assertThat(undercharge(plan("offers.part = lines.part"))).isZero();
    }

    @Test
    void charges_nothing_without_a_nested_loop_above() {
        db.execute("set enable_nestloop = off");

        assertThat(undercharge(plan(ON_BOTH))).isZero();
    }

    private Plan plan(String condition) {
        return PlanJson.read(db.value("""
                explain (format json, verbose)
                select lines.part, buyers.name
                from offers join lines on %s join buyers on buyers.id = lines.buyer
                where offers.price = 5""".formatted(condition)));
    }

    private double undercharge(Plan plan) {
        return new CorrelatedJoins(Situations.catalog(db)).undercharge(plan);
    }
}
