package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class EmptyTableRuleTest {

    private static final RelationUse UNTOUCHED = Looking.use(1, 0, 0, 0, 0);
    private static final RelationUse LOOKED_UP =
            new RelationUse(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, 0, 0);

    private final EmptyTableRule rule = new EmptyTableRule();

    @BeforeEach
    void tables(Database db) {
        db.execute(
                "create table \"Planned\" (id int primary key)",
                "create table parts (id int primary key) partition by list (id)",
                "create table parts_1 partition of parts for values in (1)",
                "create table parts_2 partition of parts default",
                "create table filled (id int)",
                "insert into filled values (1)",
                "create table kinds (id int primary key)",
                "create table \"Of kinds\" (kind int references kinds)",
                "insert into \"Of kinds\" values (null)",
                "create table heirless (id int)",
                "create table heir () inherits (heirless)",
                "insert into heir values (1)",
                "create table flyway_schema_history (id int)");
    }

    @Test
    void names_tables_without_rows_that_nobody_touched_in_one_finding(Database db) {
        assertThat(named(Looking.with(rule, after(db, 40, t -> UNTOUCHED))))
                .containsExactly("\"Te st\".\"Planned\", \"Te st\".parts; counted for 40 days");
        assertThat(Looking.graded(Looking.with(rule, after(db, 40, t -> UNTOUCHED))))
                .containsExactly("INFO empty tables");
    }

    @Test
    void waits_until_the_counters_are_old_enough(Database db) {
        assertThat(Looking.with(rule, after(db, 34, t -> UNTOUCHED))).isEmpty();
    }

    @Test
    void leaves_out_what_was_written_or_read_though_it_is_empty_now(Database db) {
        var catalog = after(
                db,
                40,
                t -> t.name().name().equals("Planned") ? Looking.use(0, 0, 5, 0, 0) : Looking.use(50, 0, 0, 0, 0));

        assertThat(Looking.with(rule, catalog)).isEmpty();
    }

    @Test
    void speaks_from_the_day_on_by_which_monthly_work_has_run(Database db) {
        assertThat(Looking.with(rule, after(db, 35, t -> UNTOUCHED))).hasSize(1);
    }

    @Test
    void is_silent_where_nobody_knows_since_when_was_counted(Database db) {
        var catalog = after(db, 40, t -> UNTOUCHED).withActivity(Activity.NONE);

        assertThat(Looking.with(rule, catalog, Map.of("empty-table.days", 0.0))).isEmpty();
    }

    @Test
    void leaves_out_what_is_looked_up_by_an_index(Database db) {
        assertThat(Looking.with(rule, after(db, 40, t -> LOOKED_UP))).isEmpty();
    }

    @Test
    void counts_them_in_its_title(Database db) {
        assertThat(Looking.with(rule, after(db, 40, t -> UNTOUCHED)))
                .extracting(Finding::title)
                .containsExactly("2 tables have no rows, and nobody asked them for any");

        db.execute("drop table parts");
        assertThat(Looking.with(rule, after(db, 40, t -> UNTOUCHED)))
                .extracting(Finding::title)
                .containsExactly("a table has no rows, and nobody asked it for any");
    }

    private static List<String> named(List<Finding> findings) {
        return findings.stream()
                .flatMap(f -> f.evidence().stream())
                .map(Evidence::text)
                .toList();
    }

    private static Catalog after(Database db, int days, Function<Relation, RelationUse> use) {
        var catalog = Looking.catalog(db);
        var used = catalog.withRelations(
                catalog.relations().stream().map(r -> r.withUse(use.apply(r))).toList());
        return Looking.countedFor(used, Duration.ofDays(days));
    }
}
