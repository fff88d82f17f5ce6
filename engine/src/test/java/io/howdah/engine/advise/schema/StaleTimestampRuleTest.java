package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Guards;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class StaleTimestampRuleTest {

    private static final String UPDATE = "UPDATE \"Te st\".\"Ships\" SET name = $1 WHERE id = $2";

    private final StaleTimestampRule rule = new StaleTimestampRule();

    @BeforeEach
    void ships(Database db) {
        db.execute(
                "create table \"Ships\" (id int primary key, name text, made timestamptz not null default now(),"
                        + " other timestamptz default now(), updated_at timestamp default current_timestamp)",
                "insert into \"Ships\" select n, 'x', now() - n * interval '1 hour', now() - n * interval '1 hour', now() + n * interval '1 hour'"
                        + " from generate_series(1, 500) n",
                "analyze \"Ships\"");
    }

    @Test
    void heeds_other_defaults_rows_that_never_change_and_what_was_not_read(Database db) {
        db.execute("alter table \"Ships\" add changed_by timestamptz default '2030-01-01'");
        var catalog = updated(db);

        assertThat(Looking.subjects(Looking.with(rule, catalog, Looking.workload(UPDATE), Map.of())))
                .containsExactly("\"Ships\".other", "\"Ships\".updated_at");
        assertThat(Looking.with(rule, Looking.updated(catalog, "Ships", 0, 0), Looking.workload(UPDATE), Map.of()))
                .isEmpty();
        assertThat(Looking.with(rule, catalog.withGuards(Guards.NONE))).isEmpty();
    }

    @Test
    void heeds_only_triggers_that_can_set_it_when_rows_change(Database db) {
        db.execute(
                "create function notes() returns trigger language plpgsql as 'begin return new; end'",
                "create function sets() returns trigger language plpgsql as 'begin new.other := now(); return new; end'",
                "create trigger notes before update on \"Ships\" for each row execute function notes()",
                "create trigger inserts before insert on \"Ships\" for each row execute function sets()",
                "create trigger late after update on \"Ships\" for each row execute function sets()",
                "create trigger off before update on \"Ships\" for each row execute function sets()",
                "alter table \"Ships\" disable trigger off");
        assertThat(Looking.graded(Looking.with(rule, updated(db)))).containsExactly("WARNING \"Ships\".other");

        db.execute("alter table \"Ships\" enable trigger off");
        assertThat(Looking.with(rule, updated(db))).isEmpty();
    }

    @Test
    void sees_by_the_values_that_a_second_time_is_that_of_creation_too(Database db) {
        var findings = Looking.with(rule, updated(db));

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Ships\".other");
    }

    @Test
    void sees_by_name_and_workload_that_no_update_sets_it(Database db) {
        var catalog = updated(db);

        assertThat(Looking.subjects(Looking.with(rule, catalog, Looking.workload(UPDATE), Map.of())))
                .containsExactly("\"Ships\".other", "\"Ships\".updated_at");
        assertThat(Looking.subjects(Looking.with(
                        rule,
                        catalog,
                        Looking.workload(UPDATE, "UPDATE \"Te st\".\"Ships\" SET updated_at = now(), other = now()"),
                        Map.of())))
                .isEmpty();
    }

    @Test
    void is_silent_about_rows_that_never_change(Database db) {
        assertThat(Looking.with(rule, updated(db), Map.of("stale-timestamp.updates", 501.0)))
                .isEmpty();
    }

    @Test
    void takes_an_update_that_runs_again_and_again_for_no_repair_by_hand(Database db) {
        var few = Looking.updated(Looking.catalog(db), "Ships", 20, 0);

        assertThat(Looking.with(rule, few, Looking.workload("SELECT 1 FROM \"Te st\".\"Ships\""), Map.of()))
                .isEmpty();
        assertThat(Looking.with(rule, few, Looking.workload(UPDATE), Map.of())).isNotEmpty();
    }

    @Test
    void is_content_with_the_trigger_that_it_prints(Database db) {
        var decision = Objects.requireNonNull(
                Looking.with(rule, updated(db)).getFirst().decision());
        decision.choices().getFirst().sql().forEach(db::execute);

        db.execute("update \"Ships\" set name = 'z' where id = 1");

        assertThat(db.column("select other > made from \"Ships\" where id = 1")).containsExactly("t");
        assertThat(Looking.with(rule, updated(db))).isEmpty();
    }

    @Test
    void prints_triggers_for_two_tables_that_do_not_get_into_each_others_way(Database db) {
        var first = Objects.requireNonNull(
                Looking.with(rule, updated(db)).getFirst().decision());
        db.execute(
                "create table \"Boats\" (like \"Ships\" including all)",
                "insert into \"Boats\" select * from \"Ships\"");
        first.choices().getFirst().sql().forEach(db::execute);

        first.choices().getFirst().sql().stream()
                .map(sql -> sql.replace("Ships", "Boats"))
                .forEach(db::execute);

        assertThat(db.column("select tgrelid::regclass from pg_trigger where not tgisinternal order by 1"))
                .hasSize(2);
    }

    @Test
    void takes_a_statement_that_reads_the_time_for_no_update(Database db) {
        assertThat(Looking.subjects(Looking.with(
                        rule,
                        updated(db),
                        Looking.workload(
                                "SELECT id, updated_at FROM \"Te st\".\"Ships\" ORDER BY updated_at DESC",
                                "SELECT id FROM \"Te st\".\"Ships\" WHERE id = $1 FOR UPDATE"),
                        Map.of())))
                .containsExactly("\"Ships\".other");
    }

    @Test
    void compares_times_of_which_there_are_few_and_not_such_as_are_all_null(Database db) {
        db.execute(
                "update \"Ships\" set made = '2026-01-01'::timestamptz + id % 3 * interval '1 hour',"
                        + " other = '2026-01-01'::timestamptz + id % 3 * interval '1 hour'",
                "analyze \"Ships\"");
        assertThat(Looking.graded(Looking.with(rule, updated(db)))).containsExactly("WARNING \"Ships\".other");

        db.execute("update \"Ships\" set other = null, updated_at = null", "analyze \"Ships\"");
        assertThat(Looking.with(rule, updated(db))).isEmpty();
    }

    @Test
    void says_how_many_statements_leave_it_where_any_are_known(Database db) {
        var catalog = updated(db);
        var byValues = Looking.with(rule, catalog).getFirst();
        var byWorkload =
                Looking.with(rule, catalog, Looking.workload(UPDATE), Map.of()).getFirst();

        assertThat(byValues.evidence().getLast().text())
                .isEqualTo("it has the same values as made in all rows that ANALYZE read");
        assertThat(byWorkload.evidence().getLast().text())
                .isEqualTo("1 statements of the workload update the table, and none sets it");
    }

    private static Catalog updated(Database db) {
        return Looking.updated(Looking.catalog(db), "Ships", 500, 0);
    }
}
