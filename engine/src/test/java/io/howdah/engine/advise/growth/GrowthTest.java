package io.howdah.engine.advise.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class GrowthTest {

    private static final QualifiedName ORDERS = new QualifiedName("Te st", "orders");

    @BeforeEach
    void a_shop(Database db) {
        db.execute(
                "create table customers (id int primary key, \"E-Mail\" text)",
                "insert into customers select n, 'c' || n from generate_series(1, 2000) n",
                "create table countries as select n as id from generate_series(1, 200) n",
                """
                create table orders (id int primary key, customer int references customers, placed timestamptz, day date,
                  touched timestamp, state text)""",
                """
                insert into orders select n, n * 7 % 2000 + 1, timestamptz '2026-03-01 00:00:00Z' + n * interval '1 min',
                  date '2023-03-01' + n / 20, timestamp '2026-03-01' + (n * 7919 % 20000) * interval '1 min', 'open'
                from generate_series(1, 20000) n""",
                "create table events (at date, kind int) partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')",
                "create table events_2 partition of events for values from ('2026-02-01') to ('2026-03-01')",
                "insert into events select date '2026-01-01' + n % 40, n from generate_series(1, 4000) n",
                "vacuum analyze");
    }

    @Test
    void grows_every_table_as_the_largest_does_but_for_short_lists(Database db) {
        var catalog = CatalogReader.read(Servers.sessions(db));

        var growth = Growth.toLargest(catalog, 2_000_000);

        assertThat(growth.factor(ORDERS)).isCloseTo(100, offset(1e-6));
        assertThat(growth.factor(new QualifiedName("Te st", "customers"))).isCloseTo(100, offset(1e-6));
        assertThat(growth.factor(new QualifiedName("Te st", "events_2"))).isCloseTo(100, offset(1e-6));
        assertThat(growth.factor(new QualifiedName("Te st", "countries"))).isEqualTo(1);
    }

    @Test
    void shares_a_partitioned_tables_rows_among_its_partitions(Database db) {
        var catalog = CatalogReader.read(Servers.sessions(db));

        var grown = GrownCatalog.of(
                catalog, Growth.toRows(catalog, Map.of(new QualifiedName("Te st", "events"), 4_000_000.0)));

        assertThat(rows(grown, "events_1") + rows(grown, "events_2")).isCloseTo(4_000_000, offset(1.0));
        assertThat(rows(grown, "events_1") / rows(catalog, "events_1")).isCloseTo(1000, offset(1e-6));
        assertThat(rows(grown, "orders")).isEqualTo(rows(catalog, "orders"));
    }

    @Test
    void keeps_density_and_grows_indexes_with_their_table(Database db) {
        var catalog = CatalogReader.read(Servers.sessions(db));

        var grown = GrownCatalog.of(catalog, Growth.toRows(catalog, Map.of(ORDERS, 20_000_000.0)));

        var before = catalog.relation(ORDERS).orElseThrow();
        var after = grown.relation(ORDERS).orElseThrow();
        assertThat(after.tuples()).isEqualTo(20_000_000);
        assertThat(after.heapBytes()).isEqualTo(1000 * before.heapBytes());
        assertThat(after.indexes().getFirst().sizeBytes())
                .isEqualTo(1000 * before.indexes().getFirst().sizeBytes());
        assertThat(grown.databaseBytes()).isGreaterThan(catalog.databaseBytes() + after.heapBytes() / 2);
    }

    @Test
    void lets_distinct_values_of_a_foreign_key_grow_with_what_it_refers_to(Database db) {
        var catalog = CatalogReader.read(Servers.sessions(db));

        double alone = distinct(Growth.toRows(catalog, Map.of(ORDERS, 200_000.0)), catalog);
        double together = distinct(Growth.toLargest(catalog, 200_000), catalog);

        assertThat(alone).isCloseTo(2000, offset(20.0));
        assertThat(together).isCloseTo(20_000, offset(200.0));
    }

    @Test
    void lets_times_in_the_tables_order_reach_further_back(Database db) {
        var catalog = CatalogReader.read(Servers.sessions(db));

        var grown = GrownCatalog.of(catalog, Growth.toRows(catalog, Map.of(ORDERS, 200_000.0)));

        assertThat(span(db, catalog, "placed")).isBetween(13.0, 14.0);
        assertThat(span(db, grown, "placed")).isBetween(130.0, 140.0);
        assertThat(span(db, grown, "day")).isBetween(9_900.0, 10_100.0);
        assertThat(span(db, grown, "touched")).isBetween(13.0, 14.0);
        assertThat(newest(db, grown)).isEqualTo(newest(db, catalog));
    }

    @Test
    void goes_on_as_the_counters_say(Database db) {
        var catalog = counted(CatalogReader.read(Servers.sessions(db)), Duration.ofDays(30), 4000, 1000);

        var growth = Growth.in(catalog, Duration.ofDays(300));

        assertThat(growth.factor(ORDERS)).isCloseTo(1 + 30_000.0 / 20_000, offset(0.01));
        assertThat(growth.factor(new QualifiedName("Te st", "customers"))).isEqualTo(1);
        assertThat(growth.notes()).anyMatch(n -> n.contains("30 days")).noneMatch(n -> n.contains("loaded"));
    }

    @Test
    void says_when_a_load_in_bulk_looks_like_growth(Database db) {
        var catalog = counted(CatalogReader.read(Servers.sessions(db)), Duration.ofDays(3), 20_000, 0);

        assertThat(Growth.in(catalog, Duration.ofDays(365)).notes())
                .anyMatch(n -> n.contains("orders") && n.contains("loaded at once"))
                .anyMatch(n -> n.contains("less than a week"));
    }

    @Test
    void refuses_tables_without_statistics(Database db) {
        db.execute("create table fresh (id int)");
        var catalog = CatalogReader.read(Servers.sessions(db));

        assertThatThrownBy(() -> Growth.toRows(catalog, Map.of(new QualifiedName("Te st", "fresh"), 1e6)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("ANALYZE");
    }

    private static double rows(Catalog catalog, String table) {
        return catalog.relation(new QualifiedName("Te st", table)).orElseThrow().estimatedRows();
    }

    private static double distinct(Growth growth, Catalog catalog) {
        return java.util.Objects.requireNonNull(GrownCatalog.of(catalog, growth)
                        .relation(ORDERS)
                        .flatMap(r -> r.column("customer"))
                        .orElseThrow()
                        .statistics())
                .distinct();
    }

    private static @Nullable String bounds(Catalog catalog, String column) {
        return java.util.Objects.requireNonNull(catalog.relation(ORDERS)
                        .flatMap(r -> r.column(column))
                        .orElseThrow()
                        .statistics())
                .histogramBounds();
    }

    /** Days between the first and the last bound, as the server reads them. */
    private static double span(Database db, Catalog catalog, String column) {
        return Double.parseDouble(db.value("select extract(epoch from max(b) - min(b)) / 86400 from unnest('"
                + bounds(catalog, column) + "'::timestamp[]) b"));
    }

    private static String newest(Database db, Catalog catalog) {
        return db.value("select max(b) from unnest('" + bounds(catalog, "placed") + "'::timestamptz[]) b");
    }

    /** The catalog of a server that has counted for so long, and on orders so many rows. */
    private static Catalog counted(Catalog c, Duration age, long inserted, long deleted) {
        var relations = c.relations().stream()
                .map(r ->
                        used(r, r.name().equals(ORDERS) ? inserted : 0, r.name().equals(ORDERS) ? deleted : 0))
                .toList();
        var a = c.activity();
        var activity = new Activity(
                a.sessions(),
                a.slots(),
                a.preparedTransactions(),
                a.replicas(),
                a.archiver(),
                a.databases(),
                c.readAt().minus(age),
                a.counters());
        return c.withRelations(relations).withActivity(activity);
    }

    private static Relation used(Relation r, long inserted, long deleted) {
        var use = new RelationUse(
                0, 0, 0, 0, inserted, 0, 0, deleted, r.use() == null ? 0 : 1, 0, 0, null, null, null, null, 0, 0);
        return r.withUse(use);
    }
}
