package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.read.dump.DumpFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twin of a pair of files that pg_dump 18 would write of a shop with a million customers. */
class TwinOfDumpTest {

    private static DumpFiles.Dumped dumped;
    private static Twin twin;

    @BeforeAll
    static void a_twin() {
        dumped = DumpFiles.read(file("shop.sql"), file("shop-statistics.sql"));
        twin = Twin.build(dumped.catalog(), TwinOptions.DEFAULT);
    }

    @AfterAll
    static void no_twin() {
        twin.close();
    }

    @Test
    void plans_as_if_the_tables_had_their_rows() {
        assertThat(plan("select * from \"My Shop\".customers").root().rows()).isCloseTo(1e6, within(1.0));
        assertThat(plan("select * from \"My Shop\".customers").cost()).isCloseTo(20_000 + 1e6 / 100, within(1.0));
        assertThat(plan("select * from \"My Shop\".customers where id = 77").shape())
                .contains("customers_pkey");
        var half = plan("select * from \"My Shop\".customers where state = 'paid'");
        assertThat(half.shape()).contains("Seq Scan");
        assertThat(half.root().rows()).isCloseTo(5e5, within(1e3));
    }

    @Test
    void knows_the_values_of_expressions() {
        var plan = plan("select * from \"My Shop\".customers where lower(email) = 'a50@example.org'");

        assertThat(plan.shape()).contains("by_lower_email");
        assertThat(plan.root().rows()).isEqualTo(1);
    }

    @Test
    void knows_the_partitions() {
        var plan = plan("select * from \"My Shop\".orders where placed between '2025-03-01' and '2025-03-03'");

        assertThat(plan.shape()).contains("orders_2025_placed_idx");
        assertThat(plan.root().rows()).isBetween(1e4, 1e5);
        assertThat(plan("select * from \"My Shop\".orders").root().rows()).isCloseTo(5e6, within(1.0));
    }

    @Test
    void takes_sizes_from_the_statistics() {
        var orders = dumped.catalog()
                .relation(new QualifiedName("My Shop", "orders_2025"))
                .orElseThrow();

        assertThat(orders.heapBytes()).isEqualTo(27028 * 8192L);
        assertThat(orders.indexes()).extracting(i -> i.sizeBytes()).containsExactly(4200 * 8192L);
        assertThat(dumped.catalog().databaseBytes()).isEqualTo((20000 + 2745 + 4000 + 27028 + 4200) * 8192L);
        assertThat(dumped.catalog().database()).isEqualTo("shop");
        assertThat(dumped.catalog().setting("fsync").orElseThrow().value()).isEqualTo("on");
    }

    @Test
    void names_what_could_not_be_taken_over_and_goes_on() {
        assertThat(dumped.notes())
                .anyMatch(n -> n.contains("CREATE EXTENSION IF NOT EXISTS postgis"))
                .anyMatch(n -> n.contains("CREATE TABLE \"My Shop\".places") && n.contains("public.geometry"))
                .anyMatch(n -> n.contains("pg_restore_relation_stats") && n.contains("vanished"))
                .anyMatch(n -> n.contains("of PostgreSQL 17"))
                .noneMatch(n -> n.contains("OWNER") || n.contains("keeper") || n.contains("fast_disks"));
        assertThat(dumped.notes()).hasSize(6);
        assertThat(twin.notCarried()).isEmpty();
    }

    @Test
    void plans_without_statistics_when_there_are_none_and_says_so() {
        var bare = DumpFiles.read(file("shop.sql"), null);

        assertThat(bare.notes()).anyMatch(n -> n.contains("has no statistics"));
        assertThat(bare.catalog()
                        .relation(new QualifiedName("My Shop", "customers"))
                        .orElseThrow()
                        .tuples())
                .isNegative();
    }

    @Test
    void runs_no_code_of_a_dump_with_rights(@TempDir Path folder) throws IOException {
        var schema = Files.writeString(folder.resolve("sly.sql"), """
                CREATE FUNCTION public.peek(n integer) RETURNS text LANGUAGE plpgsql IMMUTABLE
                    AS $$ BEGIN RETURN pg_catalog.pg_read_file('PG_VERSION'); END $$;
                CREATE TABLE public.t (a integer);
                CREATE INDEX peeked ON public.t USING btree (a) WHERE (public.peek(1) = '18');
                """);

        var sly = DumpFiles.read(schema, null);

        assertThat(sly.catalog().indexes()).isEmpty();
        assertThat(sly.notes()).anyMatch(n -> n.contains("permission denied for function pg_read_file"));
    }

    private static Plan plan(String sql) {
        return switch (twin.ask(Configuration.AS_IS, List.of(Orders.question(sql)))
                .getFirst()) {
            case Answer.Planned planned -> planned.plan();
            case Answer.Failed failed -> throw new AssertionError(failed.reason());
        };
    }

    private static Path file(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(DumpFiles.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
