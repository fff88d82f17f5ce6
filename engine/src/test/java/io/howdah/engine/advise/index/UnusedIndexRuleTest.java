package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnusedIndexRuleTest {

    @BeforeEach
    void customers_and_orders(Database db) {
        db.execute(
                "create table customers (id bigint primary key)",
                "create table orders (id bigint primary key, customer_id bigint references customers, note text unique)");
    }

    @Test
    void goes_by_the_start_of_the_server_where_counters_were_never_reset() {
        var table = MadeTable.named("T")
                .column("a", "pg_catalog.int4", 4)
                .index("a", Made.MB)
                .made();
        var rule = new UnusedIndexRule();

        assertThat(Made.server().table(table).running(Duration.ofDays(35)).seenBy(rule))
                .hasSize(1);
        assertThat(Made.server().table(table).running(Duration.ofDays(34)).seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .table(table)
                        .running(Duration.ofDays(90))
                        .reset(Duration.ofDays(2))
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server().table(table).seenBy(rule)).isEmpty();
    }

    @Test
    void leaves_one_of_several_to_a_foreign_key(Database db) {
        db.execute(
                "create index by_customer on orders (customer_id)",
                "create index by_customer_and_note on orders (customer_id, note)");

        assertThat(unused(db)).containsExactly("by_customer");
    }

    @Test
    void leaves_broken_indexes_to_the_rule_for_those(Database db) {
        db.execute("insert into customers values (1)", "insert into orders values (1, 1, 'a'), (2, 1, 'b')");
        assertThatThrownBy(() -> db.execute("create unique index concurrently broken on orders (customer_id)"));

        assertThat(unused(db)).isEmpty();
    }

    @Test
    void names_an_index_that_was_never_scanned(Database db) {
        db.execute("create index \"By Note\" on orders (note, id)");

        assertThat(unused(db)).containsExactly("\"By Note\"");
    }

    @Test
    void keeps_an_index_that_was_scanned(Database db) {
        db.execute("create index by_note on orders (note, id)");
        var counted = Looking.countedFor(Situations.catalog(db), Duration.ofDays(36));

        assertThat(new UnusedIndexRule().examine(counted)).hasSize(1);
        assertThat(new UnusedIndexRule().examine(withScans(counted, 1))).isEmpty();
    }

    @Test
    void keeps_what_enforces_something(Database db) {
        assertThat(unused(db)).isEmpty();
    }

    @Test
    void keeps_the_only_index_that_serves_a_foreign_key(Database db) {
        db.execute("create index by_customer on orders (customer_id)");

        assertThat(unused(db)).isEmpty();
    }

    @Test
    void leaves_partitioned_tables_to_their_partitions(Database db) {
        db.execute(
                "create table events (at date, kind int) partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')",
                "create index by_at on events (at)",
                "create index own_of_partition on events_1 (kind)");

        assertThat(unused(db)).containsExactly("own_of_partition");
    }

    @Test
    void is_for_the_adviser_alone_while_counting_is_young(Database db) {
        db.execute("create index by_note on orders (note, id)");
        var catalog = Situations.catalog(db);

        var young = Looking.countedFor(catalog, Duration.ofDays(3));
        assertThat(new UnusedIndexRule().examine(young)).isEmpty();
        assertThat(UnusedIndexRule.drops(Scene.of(young))).singleElement().satisfies(d -> {
            assertThat(d.finding().severity()).isEqualTo(Severity.INFO);
            assertThat(d.finding().why()).contains("at least 3 days", "Replicas");
        });
        assertThat(new UnusedIndexRule().examine(Looking.countedFor(catalog, Duration.ofDays(36))))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.NOTICE));
    }

    @Test
    void names_an_index_that_was_scanned_long_ago_only(Database db) {
        db.execute("create index by_note on orders (note, id)");
        var catalog = Situations.catalog(db);

        var longAgo = lastScan(catalog, Duration.ofDays(40));
        var lately = lastScan(catalog, Duration.ofDays(20));

        assertThat(new UnusedIndexRule().examine(longAgo))
                .singleElement()
                .satisfies(f -> assertThat(f.title()).contains("was not scanned since 20"));
        assertThat(new UnusedIndexRule().examine(lately)).isEmpty();
    }

    private static List<String> unused(Database db) {
        return UnusedIndexRule.drops(Scene.of(Situations.catalog(db))).stream()
                .map(d -> d.index().name().toString().replace("\"" + db.schema() + "\".", ""))
                .sorted()
                .toList();
    }

    private static Catalog lastScan(Catalog catalog, Duration ago) {
        return Changed.indexes(
                catalog, i -> Changed.scans(i, 5, catalog.readAt().minus(ago)));
    }

    private static Catalog withScans(Catalog catalog, long scans) {
        return Changed.indexes(catalog, i -> Changed.scans(i, scans));
    }
}
