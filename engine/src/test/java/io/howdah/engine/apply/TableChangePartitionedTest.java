package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddCheck;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.AddForeignKey;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.DropNotNull;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.RenameTable;
import io.howdah.engine.change.SetNotNull;
import io.howdah.engine.change.SetStorageParameters;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of a partitioned table reach its partitions, or are refused with the reason. */
@PostgresTest
class TableChangePartitionedTest {

    @BeforeEach
    void a_log_by_year(Database db) {
        db.execute(
                "create table \"Lo g\" (day date not null, kind int, note text not null) partition by range (day)",
                "create table \"2025\" partition of \"Lo g\" for values from ('2025-01-01') to ('2026-01-01')",
                "create table \"2026\" partition of \"Lo g\" for values from ('2026-01-01') to ('2027-01-01')"
                        + " partition by list (kind)",
                "create table \"2026 1\" partition of \"2026\" for values in (1)",
                "insert into \"Lo g\" select '2025-03-01'::date + g, 1, 'n' from generate_series(0, 600) g",
                "create table kinds (id int primary key)",
                "insert into kinds values (1)");
    }

    @Test
    void reach_all_partitions_and_are_taken_back(Database db) {
        for (Change change : List.of(
                new AddCheck(log(db), null, "kind > 0", false, true),
                new AddColumn(log(db), "Ne w", "text NOT NULL DEFAULT 'x'", "text", true, "'x'", false),
                new DropNotNull(log(db), "note"),
                new DropColumn(log(db), "note", false),
                new SetStorageParameters(log(db), Map.of("fillfactor", "80"), List.of()),
                new RenameColumn(log(db), "day", "Da y"),
                new RenameTable(log(db), "Diary"))) {
            var before = TableChanges.snapshot(db);
            Killer.applier(db).apply(List.of(change), ApplyListener.SILENT);
            assertThat(TableChanges.snapshot(db)).as(change.summary()).isNotEqualTo(before);
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(TableChanges.snapshot(db)).as(change.summary()).isEqualTo(before);
        }
    }

    @Test
    void lives_through_not_null(Database db) {
        TableChanges.lives(db, List.of(new SetNotNull(log(db), "kind")));
    }

    @Test
    void lives_through_a_renamed_column(Database db) {
        TableChanges.lives(db, List.of(new RenameColumn(log(db), "day", "Da y")));
    }

    @Test
    void says_what_cannot_be_done_on_partitions(Database db) {
        db.execute("alter table \"2025\" alter kind set not null");

        refuses(db, new SetNotNull(log(db), "kind"), "of \"Te st\".\"2025\" is NOT NULL already");
        refuses(
                db,
                new AddKey(log(db), null, false, List.of("day", "kind"), List.of(), false, ""),
                "is partitioned, and PostgreSQL cannot make a unique constraint");
        refuses(
                db,
                new AddColumn(new QualifiedName(db.schema(), "2025"), "c", "int", "int", false, null, false),
                "the table is a partition");
        refuses(db, new DropColumn(log(db), "day", false), "is needed by the way in which");
        if (db.major() < 18) {
            refuses(
                    db,
                    new AddForeignKey(
                            log(db),
                            null,
                            List.of("kind"),
                            new QualifiedName(db.schema(), "kinds"),
                            List.of(),
                            "",
                            true),
                    "add it to each partition");
        }
    }

    private static void refuses(Database db, Change change, String why) {
        assertThatThrownBy(() -> Killer.applier(db).apply(List.of(change), ApplyListener.SILENT))
                .hasMessageContaining(why);
    }

    private static QualifiedName log(Database db) {
        return new QualifiedName(db.schema(), "Lo g");
    }
}
