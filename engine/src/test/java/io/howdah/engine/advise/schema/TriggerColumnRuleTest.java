package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class TriggerColumnRuleTest {

    private static final String TOUCH =
            "create function touch() returns trigger language plpgsql as 'begin NEW.changed_at := now(); return new; end'";

    private final TriggerColumnRule rule = new TriggerColumnRule();

    @Test
    void sees_a_function_that_names_a_column_of_another_table_and_the_error_that_comes_of_it(Database db) {
        db.execute(
                TOUCH,
                "create table fine (id int, changed_at timestamptz)",
                "create table \"Other\" (id int, \"changed At\" timestamptz)",
                "create trigger touch before insert or update on fine for each row execute function touch()",
                "create trigger \"Touch\" before insert or update on \"Other\" for each row execute function touch()");

        var found = Looking.with(rule, db);

        assertThat(Looking.graded(found)).containsExactly("WARNING \"Other\".\"Touch\"");
        assertThat(found.getFirst().evidence()).extracting(Evidence::text).anyMatch(t -> t.startsWith("right for"));
        assertThatThrownBy(() -> db.execute("insert into \"Other\" values (1)")).hasMessageContaining("has no field");
        var drop = Objects.requireNonNull(found.getFirst().decision()).choices().getLast();
        drop.sql().forEach(db::execute);
        assertThat(Looking.with(rule, db)).isEmpty();
        db.execute("insert into \"Other\" values (1)");
    }

    @Test
    void sees_a_column_that_was_dropped_since_once_for_a_partitioned_table(Database db) {
        db.execute(
                "create table parts (id int, was int, at date) partition by range (at)",
                "create table parts_1 partition of parts default",
                "create function remember() returns trigger language plpgsql as "
                        + "'begin if new.id > 5 then new.id := old.was; end if; return new; end'",
                "create trigger remember before update on parts for each row execute function remember()",
                "create trigger also before update on parts_1 for each row execute function remember()");
        assertThat(Looking.with(rule, db)).isEmpty();

        db.execute("alter table parts drop was");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING parts.remember");
    }

    @Test
    void is_silent_where_the_function_asks_for_its_table_or_catches_the_error(Database db) {
        db.execute(
                "create table t (id int)",
                "create function asks() returns trigger language plpgsql as "
                        + "'begin if tg_table_name = ''u'' then new.x := 1; end if; return new; end'",
                "create function catches() returns trigger language plpgsql as "
                        + "'begin new.x := 1; return new; exception when undefined_column then return new; end'",
                "create trigger a before insert on t for each row execute function asks()",
                "create trigger b before insert on t for each row execute function catches()");

        assertThat(Looking.with(rule, db)).isEmpty();
        db.execute("insert into t values (1)");
    }

    @Test
    void is_silent_where_the_function_looks_into_the_row_first(Database db) {
        db.execute(
                "create table t (id int, doc text)",
                "create function looks() returns trigger language plpgsql as "
                        + "'begin if to_jsonb(NEW) ? ''x'' then new.x := 1; end if; return new; end'",
                "create function fills() returns trigger language plpgsql as "
                        + "'begin if row_to_json(new.*)->>''x'' > '''' then new.x := 1; end if; return new; end'",
                "create function shows() returns trigger language plpgsql as "
                        + "'begin if to_jsonb(new.doc) is null then new.x := 1; end if; return new; end'",
                "create trigger a before insert on t for each row execute function looks()",
                "create trigger b before insert on t for each row execute function fills()");
        assertThat(Looking.with(rule, db)).isEmpty();
        db.execute("insert into t values (1)");

        db.execute("create trigger c before insert on t for each row execute function shows()");
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING t.c");
    }

    @Test
    void is_silent_where_a_schema_is_named_like_a_row(Database db) {
        db.execute(
                "create schema old",
                "create table old.t (id int)",
                "create table t (id int)",
                "create function keeps() returns trigger language plpgsql as "
                        + "'begin insert into old.t values (old.id); return null; end'",
                "create trigger keeps after delete on t for each row execute function keeps()");
        var found = Looking.with(rule, db);
        db.execute("drop schema old cascade");

        assertThat(found).isEmpty();
        assertThat(Looking.with(rule, db)).hasSize(1);
    }

    @Test
    void is_silent_about_rows_that_no_event_brings_and_branches_for_other_events(Database db) {
        db.execute(
                "create table t (id int)",
                "create function branches() returns trigger language plpgsql as "
                        + "'begin if tg_op = ''UPDATE'' then new.x := 1; end if; return new; end'",
                "create function deletes() returns trigger language plpgsql as "
                        + "'begin if tg_level = ''STATEMENT'' then new.id := old.x; end if; return new; end'",
                "create trigger a before insert on t for each row execute function branches()",
                "create trigger b before insert on t for each row execute function deletes()");
        assertThat(Looking.with(rule, db)).isEmpty();

        db.execute("create trigger c before update on t for each row execute function branches()");
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING t.c");
    }

    @Test
    void is_silent_about_triggers_for_statements_switched_off_or_not_in_plpgsql_and_about_what_is_no_column(
            Database db) {
        db.execute(
                TOUCH,
                "create table t (id int)",
                "create trigger off before insert on t for each row execute function touch()",
                "alter table t disable trigger off",
                "create function counts() returns trigger language plpgsql as "
                        + "'begin perform count(n.x) from new as n; perform new.y from new; return null; end'",
                "create trigger counts after insert on t referencing new table as new "
                        + "for each statement execute function counts()",
                "create function plain() returns trigger language plpgsql as "
                        + "'begin -- new.gone\n raise notice ''new.gone %'', new.tableoid; return new; end'",
                "create function returns() returns trigger language plpgsql as "
                        + "'begin update u set id = 2 returning old.x into new.id; return new; end'",
                "create trigger returns before update on t for each row execute function returns()",
                "create trigger plain before insert on t for each row execute function plain()");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_about_triggers_for_statements_which_have_no_row(Database db) {
        db.execute(
                "create table t (id int)",
                "create function levels() returns trigger language plpgsql as "
                        + "'begin if tg_level = ''ROW'' then new.x := 1; end if; return null; end'",
                "create trigger a after insert on t for each statement execute function levels()");
        assertThat(Looking.with(rule, db)).isEmpty();
        db.execute("insert into t values (1)");

        db.execute("create trigger b before insert on t for each row execute function levels()");
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING t.b");
    }

    @Test
    void sees_a_trigger_that_a_partition_has_beside_those_of_the_whole(Database db) {
        db.execute(
                TOUCH,
                "create table parts (id int) partition by list (id)",
                "create table parts_1 partition of parts default",
                "create function keeps() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger keeps before insert on parts for each row execute function keeps()",
                "create trigger touch before insert on parts_1 for each row execute function touch()");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING parts_1.touch");
    }

    @Test
    void is_silent_about_the_tables_of_migration_tools(Database db) {
        db.execute(
                TOUCH,
                "create table databasechangelog (id int)",
                "create trigger touch before insert on databasechangelog for each row execute function touch()");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void reads_the_function_of_that_name_that_is_a_triggers_and_no_other_language(Database db) {
        db.execute(
                "create function touch(n int) returns int language plpgsql as 'begin return n; end'",
                TOUCH,
                "create table t (id int)",
                "create trigger touch before insert on t for each row execute function touch()");
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING t.touch");

        db.execute("update pg_catalog.pg_proc set prolang = (select oid from pg_language where lanname = 'internal')"
                + " where proname = 'touch'");
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void says_whether_each_row_ends_so_and_for_which_tables_the_function_is_right(Database db) {
        db.execute(
                TOUCH,
                "create table fine (id int, changed_at timestamptz)",
                "create table other (id int)",
                "create trigger touch before insert on fine for each row execute function touch()",
                "create trigger touch before insert on other for each row execute function touch()",
                "create function asks() returns trigger language plpgsql as "
                        + "'begin if new.id > 5 then new.x := 1; end if; return new; end'",
                "create trigger asks before insert on fine for each row execute function asks()");

        var found = Looking.with(rule, db);

        assertThat(found)
                .extracting(Finding::why)
                .satisfiesExactly(
                        always -> assertThat(always).startsWith("Each row that it fires for"),
                        sometimes -> assertThat(sometimes).startsWith("The statement that gets to that line"));
        assertThat(found)
                .extracting(f -> f.evidence().getLast().text())
                .containsExactly("right for \"Te st\".fine", "no table that runs it has x");
    }
}
