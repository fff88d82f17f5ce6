package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddCheck;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.AddForeignKey;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.AlterConstraint;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.DropConstraint;
import io.howdah.engine.change.DropNotNull;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.RenameTable;
import io.howdah.engine.change.SerialToIdentity;
import io.howdah.engine.change.SetDefault;
import io.howdah.engine.change.SetNotNull;
import io.howdah.engine.change.SetStorageParameters;
import io.howdah.engine.change.StampUpdates;
import io.howdah.engine.change.ValidateConstraint;
import io.howdah.testkit.Database;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Changes of a table that need no copy, and the tables that they are tried on. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum TableChanges {
    SET_NOT_NULL(db -> new SetNotNull(orders(db), "No te")),
    DROP_NOT_NULL(db -> new DropNotNull(orders(db), "status")),
    SET_DEFAULT(db -> new SetDefault(orders(db), "status", "'new'")),
    DROP_DEFAULT(db -> new SetDefault(orders(db), "amount", null)),
    ADD_CHECK(db -> new AddCheck(orders(db), null, "amount >= 0 and is_fine(amount)", false, true)),
    ADD_FOREIGN_KEY(db -> new AddForeignKey(
            orders(db), null, List.of("customer"), name(db, "Cust omers"), List.of(), "ON DELETE CASCADE", true)),
    ADD_PRIMARY_KEY(db -> new AddKey(name(db, "no key"), null, true, List.of("id"), List.of(), false, "")),
    ADD_UNIQUE(db -> new AddKey(
            orders(db),
            "one note",
            false,
            List.of("No te"),
            List.of("status"),
            false,
            "DEFERRABLE INITIALLY DEFERRED")),
    DROP_CHECK(db -> new DropConstraint(orders(db), "Positive", false)),
    DROP_FOREIGN_KEY(db -> new DropConstraint(orders(db), "to shop", false)),
    DROP_UNIQUE(db -> new DropConstraint(orders(db), "one number", false)),
    VALIDATE(db -> new ValidateConstraint(orders(db), "Later")),
    ALTER_FOREIGN_KEY(db -> new AlterConstraint(orders(db), "to shop", true, true)),
    ADD_COLUMN(db -> new AddColumn(orders(db), "Ne w", "mood NOT NULL DEFAULT 'fine'", "mood", true, "'fine'", false)),
    DROP_COLUMN(db -> new DropColumn(orders(db), "old one", false)),
    RENAME_COLUMN(db -> new RenameColumn(orders(db), "status", "sta \"tus")),
    RENAME_TABLE(db -> new RenameTable(orders(db), "Pur chases")),
    SET_STORAGE(db ->
            new SetStorageParameters(orders(db), Map.of("fillfactor", "80"), List.of("autovacuum_vacuum_threshold"))),
    IDENTITY(db -> new SerialToIdentity(orders(db), "number", true)),
    STAMP(db -> new StampUpdates(orders(db), "changed at"));

    private final Function<Database, Change> change;

    TableChanges(Function<Database, Change> change) {
        this.change = change;
    }

    List<Change> on(Database db) {
        return List.of(change.apply(db));
    }

    static void createTables(Database db) {
        db.execute(
                "create type mood as enum ('fine', 'bad')",
                "create function is_fine(numeric) returns boolean language sql as 'select $1 is distinct from -1'",
                "create table \"Cust omers\" (id bigint primary key)",
                "insert into \"Cust omers\" select generate_series(0, 99)",
                "create table shop (id int primary key)",
                "insert into shop values (1)",
                """
                create table "Or ders" (id bigint primary key, customer bigint, "No te" text, status text not null,
                    amount numeric default 1 constraint "Positive" check (amount is not null), "old one" text not null,
                    number serial constraint "one number" unique deferrable, "changed at" timestamptz,
                    shop int constraint "to shop" references shop on delete set null)
                  with (autovacuum_vacuum_threshold = 70, fillfactor = 90)""",
                "create index on \"Or ders\" (\"old one\")",
                "comment on constraint \"Positive\" on \"Or ders\" is 'it''s so'",
                "insert into \"Or ders\" (id, customer, \"No te\", status, amount, \"old one\", shop)"
                        + " select g, g % 100, 'no. ' || g, 'OPEN', g, 'old ' || g, 1"
                        + " from generate_series(1, 2000) g",
                "alter table \"Or ders\" add constraint \"Later\" check (amount < 1e9) not valid",
                "create table \"no key\" (id int, note text)",
                "insert into \"no key\" select g from generate_series(1, 1000) g",
                "analyze");
    }

    static QualifiedName orders(Database db) {
        return name(db, "Or ders");
    }

    static QualifiedName name(Database db, String table) {
        return new QualifiedName(db.schema(), table);
    }

    /** A column that was dropped and added again has another number, which means nothing. */
    static List<String> snapshot(Database db) {
        return CatalogSnapshot.of(db).stream()
                .map(line -> line.startsWith("column ") ? line.replaceFirst("\\.\\d+ ", " ") : line)
                .sorted()
                .toList();
    }

    /** Start, check, undo, check, start again, check, finish. */
    static void lives(Database db, List<Change> changes) {
        var before = snapshot(db);

        var applied = Killer.applier(db).apply(changes, ApplyListener.SILENT);
        var after = snapshot(db);
        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        assertThat(applied.steps())
                .filteredOn(step -> !step.atFinish())
                .extracting(AppliedStep::state)
                .containsOnly(StepState.DONE);
        assertThat(after).isNotEqualTo(before);

        boolean lasting = applied.steps().stream().noneMatch(AppliedStep::leavesSomething);
        var undone = Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(undone.isEmpty()).isEqualTo(lasting);
        assertThat(snapshot(db)).isEqualTo(lasting ? after : before);

        Killer.applier(db).apply(changes, ApplyListener.SILENT);
        assertThat(snapshot(db)).isEqualTo(after);
        Killer.applier(db).status().stream()
                .filter(Application::finishable)
                .forEach(a -> assertThat(Killer.applier(db).finish(a.id(), ApplyListener.SILENT))
                        .extracting(Application::state)
                        .containsExactly(Application.State.FINISHED));
        assertThat(snapshot(db)).noneMatch(line -> line.contains("howdah_") && !line.contains("howdah_stamp"));
    }
}
