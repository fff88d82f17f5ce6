package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.change.AddCheck;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.AddForeignKey;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.DropConstraint;
import io.howdah.engine.change.DropNotNull;
import io.howdah.engine.change.SetDefault;
import io.howdah.engine.change.SetNotNull;
import io.howdah.engine.change.StampUpdates;
import io.howdah.engine.change.ValidateConstraint;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands against a change of a table is said before anything is changed: what, where, and what to do. */
@PostgresTest
class TableChangeRefusalTest {

    @BeforeEach
    void tables(Database db) {
        TableChanges.createTables(db);
    }

    @Test
    void names_the_rows_that_are_null(Database db) {
        db.execute("update \"Or ders\" set \"No te\" = null where id in (4, 9, 17, 1900)");

        assertThat(refusal(db, new SetNotNull(TableChanges.orders(db), "No te")))
                .contains("because it is null in 4 rows: id = 4, id = 9, id = 17, …");
    }

    @Test
    void names_the_rows_that_a_check_does_not_hold_for(Database db) {
        db.execute("update \"Or ders\" set amount = -5 where id = 7");

        assertThat(refusal(db, new AddCheck(TableChanges.orders(db), null, "amount > 0", false, true)))
                .contains("does not hold for 1 row: id = 7");
        assertThat(refusal(db, new AddCheck(TableChanges.orders(db), null, "nonsense > 0", false, true)))
                .contains("column \"nonsense\" does not exist");
    }

    @Test
    void names_the_rows_without_a_row_to_refer_to(Database db) {
        db.execute("update \"Or ders\" set customer = 500 where id in (5, 6)");
        var customers = TableChanges.name(db, "Cust omers");

        assertThat(refusal(db, key(db, List.of("customer"), List.of("id"))))
                .contains("nothing is there for 2 rows: id = 5, id = 6");
        assertThat(refusal(db, key(db, List.of("No te"), List.of("id")))).contains("do not fit");
        assertThat(refusal(db, key(db, List.of("customer"), List.of("name"))))
                .contains("Table " + customers + " has no unique constraint on (name)");
    }

    private static Change key(Database db, List<String> columns, List<String> references) {
        return new AddForeignKey(
                TableChanges.orders(db), null, columns, TableChanges.name(db, "Cust omers"), references, "", true);
    }

    @Test
    void names_the_values_that_are_there_twice(Database db) {
        db.execute("update \"Or ders\" set \"No te\" = 'same' where id < 4");

        assertThat(refusal(
                        db, new AddKey(TableChanges.orders(db), null, false, List.of("No te"), List.of(), false, "")))
                .contains("1 value is there more than once: \"No te\" = same (3 rows)");
        assertThat(refusal(
                        db,
                        new AddKey(
                                TableChanges.orders(db), null, true, List.of("id", "customer"), List.of(), false, "")))
                .contains("has a primary key already");
    }

    @Test
    void says_why_a_column_would_be_written_into_every_row(Database db) {
        assertThat(refusal(db, column(db, "uuid DEFAULT gen_random_uuid()", "uuid", "gen_random_uuid()")))
                .contains("the default gen_random_uuid() may be another for each row");
        assertThat(refusal(db, column(db, "bigserial", "bigserial", null)))
                .contains("a serial gives each row a number");
        assertThat(refusal(db, column(db, "int GENERATED ALWAYS AS IDENTITY", "int", null)))
                .contains("an identity gives each row a number");
        assertThat(refusal(db, column(db, "numeric GENERATED ALWAYS AS (amount * 2) STORED", "numeric", null)))
                .contains("a stored generated column is computed");
        assertThat(refusal(db, new AddColumn(TableChanges.orders(db), "c", "int NOT NULL", "int", true, null, false)))
                .contains("NOT NULL without a default, and the table has rows");
    }

    private static Change column(Database db, String definition, String type, @Nullable String defaultValue) {
        return new AddColumn(TableChanges.orders(db), "c", definition, type, false, defaultValue, false);
    }

    @Test
    void names_what_needs_a_column(Database db) {
        db.execute(
                "create view overview as select status from \"Or ders\"",
                "create index twofold on \"Or ders\" (customer, id)");

        assertThat(refusal(db, new DropColumn(TableChanges.orders(db), "status", false)))
                .contains("overview");
        assertThat(refusal(db, new DropColumn(TableChanges.orders(db), "customer", false)))
                .contains("twofold");
        assertThat(refusal(db, new DropColumn(TableChanges.orders(db), "shop", false)))
                .contains("constraint to shop");
        assertThat(refusal(db, new DropColumn(TableChanges.orders(db), "nothing", false)))
                .contains("has no column nothing");
    }

    @Test
    void names_what_needs_a_key(Database db) {
        assertThat(refusal(db, new DropConstraint(TableChanges.name(db, "shop"), "shop_pkey", false)))
                .contains("is needed by foreign key \"to shop\"");
        assertThat(refusal(db, new DropNotNull(TableChanges.orders(db), "id"))).contains("a part of the primary key");
        assertThat(refusal(db, new ValidateConstraint(TableChanges.orders(db), "nothing")))
                .contains("has no constraint nothing; it has \"Later\"");
    }

    @Test
    void leaves_a_default_that_somebody_has_set_since(Database db) {
        Killer.applier(db)
                .apply(List.of(new SetDefault(TableChanges.orders(db), "status", "'x'")), ApplyListener.SILENT);
        db.execute("alter table \"Or ders\" alter status set default 'theirs'");

        var problem =
                catchThrowableOfType(Problem.class, () -> Killer.applier(db).undoAll(ApplyListener.SILENT));

        assertThat(problem).hasMessageContaining("is no longer the one that Howdah set");
        assertThat(db.value("select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = '\"Or ders\"'::regclass"
                        + " and adnum = 4"))
                .contains("theirs");
    }

    @Test
    void adds_no_second_stamp(Database db) {
        db.execute(
                "create function stamp() returns trigger language plpgsql as 'begin new.\"changed at\" := now(); return new; end'",
                "create trigger stamped before update on \"Or ders\" for each row execute function stamp()");

        assertThat(refusal(db, new StampUpdates(TableChanges.orders(db), "changed at")))
                .contains("is set already by trigger stamped");
    }

    @Test
    void gives_a_dropped_column_back_with_its_data(Database db) {
        var drop = List.of(new DropColumn(TableChanges.orders(db), "old one", false));
        Killer.applier(db).apply(drop, ApplyListener.SILENT);
        db.execute(
                "insert into \"Or ders\" (id, status) values (5000, 'NEW')", "delete from \"Or ders\" where id = 5000");
        Killer.applier(db).undoAll(ApplyListener.SILENT);

        assertThat(db.value("select \"old one\" from \"Or ders\" where id = 1234"))
                .isEqualTo("old 1234");
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
