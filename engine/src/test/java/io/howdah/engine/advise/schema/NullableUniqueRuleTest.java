package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@PostgresTest
class NullableUniqueRuleTest {

    private final NullableUniqueRule rule = new NullableUniqueRule();

    @Test
    void is_silent_about_indexes_that_promise_nothing_or_not_for_all_rows(Database db) {
        db.execute(
                "create table t (tenant int not null, name text)",
                "create index on t (tenant, name)",
                "create unique index on t (tenant, name) where tenant > 2",
                "insert into t select n, case when n % 2 = 0 then 'n' || n end from generate_series(1, 100) n",
                "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void sees_a_unique_constraint_that_nulls_pass_by(Database db) {
        db.execute(
                "create table \"Names\" (tenant int not null, name text, constraint \"one of each\" unique (tenant, name))",
                "insert into \"Names\" select n % 5, case when n % 2 = 0 then 'n' || n end from generate_series(1, 100) n",
                "analyze");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("INFO \"one of each\"");
        var choice =
                Objects.requireNonNull(findings.getFirst().decision()).choices().get(1);
        assertThat(choice.title()).isEqualTo("a second unique index for the rows with a null");
        assertThat(choice.sql())
                .containsExactly("CREATE UNIQUE INDEX CONCURRENTLY ON \"Te st\".\"Names\" (tenant) WHERE name IS NULL");
    }

    @Test
    void hands_over_for_a_partitioned_table_what_it_takes(Database db) {
        db.execute(
                "create table parts (tenant int not null, name text, unique (tenant, name)) partition by hash (tenant)",
                "create table part_0 partition of parts for values with (modulus 1, remainder 0)",
                "insert into parts select n, case when n % 2 = 0 then 'n' || n end from generate_series(1, 100) n",
                "analyze");

        var choice = Objects.requireNonNull(Looking.with(rule, db).getFirst().decision())
                .choices()
                .get(1);
        choice.sql().forEach(db::execute);

        assertThat(choice.consequences()).anyMatch(c -> c.startsWith("A partitioned table refuses CONCURRENTLY"));
        assertThatThrownBy(() -> db.execute("insert into parts values (1, null)"))
                .hasMessageContaining("duplicate key");
    }

    @Test
    void hands_over_nothing_that_a_partitioned_table_refuses(Database db) {
        db.execute(
                "create table parts (tenant int not null, name text, unique (tenant, name)) partition by list (name)",
                "create table part_0 partition of parts default",
                "insert into parts select n, case when n % 2 = 0 then 'n' || n end from generate_series(1, 100) n",
                "analyze");

        assertThat(Objects.requireNonNull(Looking.with(rule, db).getFirst().decision())
                        .choices()
                        .get(1)
                        .sql())
                .isEmpty();
    }

    @Test
    void is_silent_where_no_null_is_or_only_one_column_is_unique(Database db) {
        db.execute(
                "create table full_names (tenant int, name text, single int unique, unique (tenant, name))",
                "insert into full_names select n, 'x', null from generate_series(1, 100) n",
                "create unique index on full_names (tenant, name) where name is null",
                "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Nested
    @PostgresTest(major = ServerUnderTest.NEWEST)
    class OnTheNewest {

        @Test
        void is_silent_where_nulls_are_not_distinct_which_it_advises(Database db) {
            db.execute(
                    "create table t (tenant int not null, name text)",
                    "create unique index on t (tenant, name)",
                    "insert into t select n, case when n % 2 = 0 then 'n' || n end from generate_series(1, 100) n",
                    "analyze");
            var choice = Objects.requireNonNull(
                            Looking.with(rule, db).getFirst().decision())
                    .choices()
                    .get(1);
            assertThat(choice.title()).isEqualTo("treat nulls as equal");

            db.execute("drop index t_tenant_name_idx");
            choice.sql().forEach(db::execute);

            assertThat(db.value("select count(*) from pg_index where indnullsnotdistinct"))
                    .isEqualTo("1");
            assertThat(Looking.with(rule, db)).isEmpty();
        }
    }
}
