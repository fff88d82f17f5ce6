package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class CaseBlindKeyRuleTest {

    private static final String LOGIN = "SELECT id FROM \"Te st\".\"Members\" m WHERE lower(m.\"Mail\") = lower($1)";

    private final CaseBlindKeyRule rule = new CaseBlindKeyRule();

    @BeforeEach
    void members(Database db) {
        db.execute(
                "create table \"Members\" (id int primary key, \"Mail\" text not null unique, name text)",
                "insert into \"Members\" values (1, 'ann@x', 'a'), (2, 'Ann@x', 'b'), (3, 'bob@x', 'c')");
    }

    @Test
    void sees_a_unique_text_that_is_looked_up_without_case(Database db) {
        assertThat(Looking.graded(seen(db, LOGIN))).containsExactly("NOTICE \"Members\".\"Mail\"");
    }

    @Test
    void prints_a_way_that_keeps_the_rows_there_are_and_refuses_new_ones(Database db) {
        var choice = Objects.requireNonNull(seen(db, LOGIN).getFirst().decision())
                .choices()
                .getFirst();

        choice.sql().forEach(db::execute);

        assertThat(db.column("select id from \"Members\" where not \"Mail_differs_in_case\" order by 1"))
                .containsExactly("1", "3");
        assertThatThrownBy(() -> db.execute("insert into \"Members\" values (4, 'BOB@x', 'd')"))
                .hasMessageContaining("duplicate key");
    }

    @Test
    void keeps_silent_where_case_counts_or_is_settled(Database db) {
        assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" WHERE \"Mail\" = lower($1)"))
                .isEmpty();
        assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" WHERE lower(name) = $1"))
                .isEmpty();
        db.execute("delete from \"Members\" where id = 2", "create unique index on \"Members\" (lower(\"Mail\"))");
        assertThat(seen(db, LOGIN)).isEmpty();
    }

    @Test
    void keeps_silent_on_a_partitioned_table_where_no_expression_can_be_unique(Database db) {
        db.execute(
                "create table parts (name text primary key) partition by hash (name)",
                "create table part_0 partition of parts for values with (modulus 1, remainder 0)");

        assertThat(seen(db, "SELECT name FROM \"Te st\".parts WHERE lower(name) = $1"))
                .isEmpty();
    }

    @Test
    void knows_upper_lists_and_columns_named_alone(Database db) {
        assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" WHERE upper(\"Mail\") IN ($1, $2)"))
                .hasSize(1);
    }

    @Test
    void keeps_silent_on_other_functions_on_orders_and_on_keys_of_several_columns(Database db) {
        for (var rest : List.of(
                "WHERE length(\"Mail\") = $1",
                "ORDER BY lower(\"Mail\")",
                "WHERE lower(\"Mail\") > $1",
                "WHERE lower(\"Mail\" || name) = $1",
                "WHERE lower = \"Mail\"")) {
            assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" " + rest))
                    .as(rest)
                    .isEmpty();
        }
        db.execute("create unique index on \"Members\" (name, id)");
        assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" WHERE lower(name) = $1"))
                .isEmpty();
        assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" WHERE lower(id) = $1"))
                .isEmpty();
    }

    @Test
    void takes_an_index_that_forbids_nothing_for_no_key(Database db) {
        db.execute("create index on \"Members\" (name)", "create index on \"Members\" (lower(\"Mail\"))");

        assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" WHERE lower(name) = $1"))
                .isEmpty();
        assertThat(seen(db, LOGIN)).hasSize(1);
    }

    @Test
    void is_not_settled_by_another_column_nor_by_an_index_that_is_not_valid(Database db) {
        db.execute(
                "create unique index on \"Members\" (lower(name))",
                "delete from \"Members\" where id = 2",
                "create unique index folded on \"Members\" (lower(\"Mail\"))",
                "update pg_catalog.pg_index set indisvalid = false where indexrelid = 'folded'::regclass");

        assertThat(seen(db, LOGIN)).hasSize(1);
    }

    @Test
    void keeps_silent_on_columns_that_are_named_like_a_function_and_texts_that_are_named_like_a_column(Database db) {
        for (var rest : List.of("WHERE (lower || \"Mail\") = $1", "WHERE lower('Mail') = $1")) {
            assertThat(seen(db, "SELECT id FROM \"Te st\".\"Members\" " + rest))
                    .as(rest)
                    .isEmpty();
        }
    }

    @Test
    void marks_rows_in_a_column_that_is_not_there_yet(Database db) {
        db.execute("alter table \"Members\" add \"Mail_differs_in_case\" int");

        var choice = Objects.requireNonNull(seen(db, LOGIN).getFirst().decision())
                .choices()
                .getFirst();

        assertThat(choice.sql().get(1)).contains("ADD COLUMN \"Mail_differs_in_case_alone\" boolean");
    }

    private List<Finding> seen(Database db, String sql) {
        return Looking.with(rule, Looking.catalog(db), Looking.workload(sql), Map.of());
    }
}
