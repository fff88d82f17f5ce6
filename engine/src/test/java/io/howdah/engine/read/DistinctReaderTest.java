package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ANALYZE is made to read a part of the blocks by a low statistics target; at the usual one it does so from 30,000 blocks on. */
@PostgresTest
class DistinctReaderTest {

    private static final int ROWS = 100_000;

    /** Orders of one to seven lines each, four on average, as TPC-H has them. */
    private static final String ONE_TO_SEVEN = "n / 28 * 7 + floor((sqrt(8 * (n % 28) + 1) - 1) / 2)::int";

    /** 100,000 rows on 3,500 blocks, of which ANALYZE reads 900. */
    private static void lines(Database db, String key) {
        db.execute(
                "create table lines (order_id int, filler text)",
                "alter table lines alter order_id set statistics 3, alter filler set statistics 3",
                "insert into lines select %s, repeat('x', 230) from generate_series(0, %d) n".formatted(key, ROWS - 1),
                "create index built on lines (order_id)",
                "vacuum analyze lines");
    }

    private static Optional<Relation> lines(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.name().name().equals("lines"))
                .findFirst();
    }

    private static ColumnStatistics statistics(Catalog catalog) {
        return lines(catalog)
                .flatMap(r -> r.column("order_id"))
                .flatMap(c -> Optional.ofNullable(c.statistics()))
                .orElseThrow();
    }

    private static Catalog uncorrected(Catalog catalog) {
        return catalog.withRelations(catalog.relations().stream()
                .map(r -> r.withColumns(r.columns().stream()
                        .map(c -> {
                            var statistics = c.statistics();
                            return statistics == null ? c : c.with(statistics.withClusteredDistinct(null));
                        })
                        .toList()))
                .toList());
    }

    /** Bytes of an index on the key, as the twin estimates it. */
    private static double estimated(Catalog catalog) {
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            var definition =
                    IndexDefinition.btree(lines(catalog).orElseThrow().name(), List.of(IndexKey.on("order_id")));
            return twin.add(List.of(definition)).getFirst().sizeBytes();
        }
    }

    private static double built(Database db) {
        return db.number("select pg_relation_size('built')");
    }

    @Test
    void sizes_an_index_on_values_that_lie_next_to_each_other(Database db) {
        lines(db, ONE_TO_SEVEN);
        var sessions = Servers.sessions(db);
        var read = CatalogReader.read(sessions);
        double real = built(db);

        var counted = DistinctReader.read(sessions, read);

        assertThat(statistics(counted).distinctAmong(ROWS)).as("ANALYZE").isLessThan(12_000);
        assertThat(statistics(counted).storedDistinctAmong(ROWS)).isBetween(24_500.0, 25_500.0);
        assertThat(estimated(counted) / real).as("counted").isBetween(0.95, 1.05);
        assertThat(statistics(read).storedDistinctAmong(ROWS))
                .as("by statistics alone")
                .isBetween(17_000.0, 36_000.0);
        assertThat(estimated(uncorrected(read)) / real).as("as ANALYZE says").isLessThan(0.9);
        assertThat(counted.unseen()).isEqualTo(read.unseen());
    }

    @Test
    void counts_values_that_come_unevenly_often(Database db) {
        lines(db, "(sqrt(n) * 100)::int");
        var sessions = Servers.sessions(db);

        var counted = DistinctReader.read(sessions, CatalogReader.read(sessions));

        assertThat(statistics(counted).storedDistinctAmong(ROWS))
                .isCloseTo(
                        (double) db.number("select count(distinct order_id) from lines"),
                        org.assertj.core.data.Offset.offset(1_500.0));
    }

    @Test
    void leaves_alone_values_that_fill_blocks(Database db) {
        lines(db, "n / 2000");
        var sessions = Servers.sessions(db);

        var counted = DistinctReader.read(sessions, CatalogReader.read(sessions));

        assertThat(statistics(counted).clusteredDistinct()).isNull();
    }

    @Test
    void leaves_alone_equal_values_that_lie_far_apart(Database db) {
        lines(db, "(n + n % 4 * 5000) / 4");
        var sessions = Servers.sessions(db);

        var counted = DistinctReader.read(sessions, CatalogReader.read(sessions));

        assertThat(statistics(counted).correlation()).isGreaterThan(0.9);
        assertThat(statistics(counted).clusteredDistinct()).isNull();
    }

    @Test
    void says_where_it_may_not_count_and_goes_by_the_statistics(Database db) {
        lines(db, "n / 4");
        var role = db.createRole("pg_monitor");
        db.execute(Grants.functionsSql(role.name()));
        var sessions = Servers.sessions(db, role);

        var counted = DistinctReader.read(sessions, CatalogReader.read(sessions));

        assertThat(statistics(counted).storedDistinctAmong(ROWS)).isBetween(17_000.0, 36_000.0);
        assertThat(counted.unseen())
                .singleElement()
                .asString()
                .contains("could not be counted in")
                .contains("lines")
                .contains("SELECT");
    }

    @Test
    void reads_a_few_blocks_and_writes_nothing_to_the_planner(Database db) {
        lines(db, "n / 4");
        var sessions = Servers.sessions(db);
        var read = CatalogReader.read(sessions);
        db.execute("create extension if not exists pg_stat_statements", "select pg_stat_statements_reset()");

        var counted = DistinctReader.read(sessions, read);

        assertThat(db.column("""
                        select shared_blks_hit + shared_blks_read from pg_stat_statements s
                        join pg_database d on d.oid = s.dbid and d.datname = current_database()
                        where query like '%howdah%' and query like '%ctid%'"""))
                .singleElement()
                .satisfies(blocks -> assertThat(Integer.parseInt(blocks)).isBetween(300, 500));
        assertThat(statistics(counted).distinct()).isEqualTo(statistics(read).distinct());
    }
}
