package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.SetNotNull;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands against a column with two names is said before anything is changed. */
@PostgresTest
class RenameColumnRefusalTest {

    @BeforeEach
    void tables(Database db) {
        TableChanges.createTables(db);
    }

    @Test
    void says_what_is_wrong_with_the_names(Database db) {
        assertThat(refusal(db, renamed(db, "nothing", "x"))).contains("has no column nothing");
        assertThat(refusal(db, renamed(db, "nothing", "status")))
                .contains("has no column nothing; it has a column status already");
        assertThat(refusal(db, renamed(db, "status", "status"))).contains("it is called that already");
        assertThat(refusal(db, renamed(db, "status", "No te"))).contains("there is a column \"No te\" already");
        assertThat(refusal(db, renamed(db, "status", "xmin"))).contains("there is a column xmin already");
        assertThat(refusal(db, renamed(db, "status", "x".repeat(64)))).contains("63 bytes");
    }

    @Test
    void says_who_has_the_name_that_the_table_is_to_have(Database db) {
        db.execute("create view \"Or ders_howdah_base\" as select 1 as one");

        assertThat(refusal(db, renamed(db, "status", "state")))
                .contains("The name \"Te st\".\"Or ders_howdah_base\", which the table is to have meanwhile");
    }

    @Test
    void names_triggers_that_go_by_the_old_names(Database db) {
        db.execute(
                "create function guard() returns trigger language plpgsql as"
                        + " 'begin if new.STATUS = ''x'' then raise; end if; return new; end'",
                "create trigger guard before update on \"Or ders\" for each row execute function guard()",
                "create function history() returns trigger language plpgsql as"
                        + " 'begin perform tg_table_name; return new; end'",
                "create trigger history after update on \"Or ders\" for each row execute function history()",
                "create function any_one() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger masking after update on \"Or ders\" for each row execute function any_one('{id,status}')");

        assertThat(refusal(db, renamed(db, "status", "state")))
                .contains("Trigger guard on \"Te st\".\"Or ders\" goes by the name status in its function")
                .contains("Trigger history on \"Te st\".\"Or ders\" goes by the name of the table (TG_TABLE_NAME)")
                .contains("Trigger masking on \"Te st\".\"Or ders\" has the name status among its arguments");
        db.execute(
                "create or replace function guard() returns trigger language plpgsql as 'begin if"
                        + " coalesce(to_jsonb(new)->>''status'', to_jsonb(new)->>''state'') = ''x'' then raise; end if;"
                        + " return new; end'",
                "drop trigger history on \"Or ders\"",
                "drop trigger masking on \"Or ders\"");
        Killer.applier(db).apply(List.of(renamed(db, "status", "state")), ApplyListener.SILENT);
        db.execute("update \"Or ders\" set status = 'fine' where id = 1");
    }

    @Test
    void names_what_is_made_for_the_type_of_its_rows(Database db) {
        db.execute(
                "create function worth(\"Or ders\") returns numeric language sql as 'select $1.amount'",
                "create table kept (was \"Or ders\"[])");

        assertThat(refusal(db, renamed(db, "status", "state")))
                .contains("The rows of a view are not of the type of table \"Te st\".\"Or ders\", which function")
                .contains("which column was of table ");
    }

    @Test
    void does_not_change_names_that_subscribers_go_by(Database db) {
        db.execute("create publication \"pu b\" for table \"Or ders\"");
        assertThat(refusal(db, renamed(db, "status", "state")))
                .contains("Publication pu b has table \"Te st\".\"Or ders\"");

        db.execute("drop publication \"pu b\"", "create publication \"pu b\" for all tables");
        assertThat(refusal(db, renamed(db, "status", "state"))).contains("Publication pu b has table");
        db.execute("drop publication \"pu b\"");
    }

    @Test
    void does_not_go_round_policies(Database db) {
        var role = db.createRole();
        db.execute(
                "alter table \"Or ders\" enable row level security",
                "grant select (id) on \"Or ders\" to \"" + role.name() + "\"");

        assertThat(refusal(db, renamed(db, "status", "state")))
                .contains(
                        db.major() < 15
                                ? "has policies, which a view of the old name"
                                : "has policies, and single columns");
    }

    @Test
    void is_a_change_of_its_own(Database db) {
        var problem = catchThrowableOfType(
                Problem.class,
                () -> Killer.applier(db)
                        .apply(
                                List.of(
                                        renamed(db, "status", "state"),
                                        new SetNotNull(TableChanges.orders(db), "No te")),
                                ApplyListener.SILENT));

        assertThat(problem).hasMessageContaining("is a change of its own");
    }

    @Test
    void waits_until_other_changes_of_the_table_are_finished(Database db) {
        Killer.applier(db)
                .apply(List.of(new DropColumn(TableChanges.orders(db), "old one", false)), ApplyListener.SILENT);

        assertThat(refusal(db, renamed(db, "status", "state")))
                .contains("Change 1 of table \"Te st\".\"Or ders\" keeps something by the table's name");
        Killer.applier(db).finish(1L, ApplyListener.SILENT);
        Killer.applier(db).apply(List.of(renamed(db, "status", "state")), ApplyListener.SILENT);
    }

    @Test
    void a_column_of_a_partition_is_renamed_in_the_whole(Database db) {
        db.execute(
                "create table whole (id int, note text) partition by list (id)",
                "create table part partition of whole for values in (1)",
                "create type kind as (id int)",
                "create table typed of kind");

        assertThat(refusal(db, new RenameColumn(TableChanges.name(db, "part"), "note", "x")))
                .contains("it comes from the table that this one is a part of; rename it there");
        assertThat(refusal(db, new RenameColumn(TableChanges.name(db, "typed"), "id", "x")))
                .contains("the table is one of a type");
    }

    private static Change renamed(Database db, String column, String name) {
        return new RenameColumn(TableChanges.orders(db), column, name);
    }

    private static String refusal(Database db, Change change) {
        var before = CatalogSnapshot.of(db);
        var problem = catchThrowableOfType(
                Problem.class, () -> Killer.applier(db).apply(List.of(change), ApplyListener.SILENT));
        assertThat(problem).as("refusal of: " + change.summary()).isNotNull();
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        return problem.text();
    }
}
