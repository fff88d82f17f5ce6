package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed before, within and after each of its steps, a change of a table is finished and taken back all the same. */
@PostgresTest
@Tag("slow")
class TableChangeKillTest {

    @BeforeEach
    void tables(Database db) {
        TableChanges.createTables(db);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VALIDATE")
    void goes_on_and_can_be_taken_back_after_a_kill_at_any_step(TableChanges change, Database db) {
        for (var moment : Killer.Moment.values()) {
            goesOn(change, moment, db);
        }
    }

    private static void goesOn(TableChanges change, Killer.Moment moment, Database db) {
        var before = TableChanges.snapshot(db);
        Killer.applier(db).apply(change.on(db), ApplyListener.SILENT);
        var after = TableChanges.snapshot(db);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(TableChanges.snapshot(db)).isEqualTo(before);

        int step = 1;
        while (new Killer(db, moment, step).killsApply(change.on(db))) {
            if (step % 2 == 1) {
                assertThat(Killer.applier(db).resume(null, ApplyListener.SILENT))
                        .hasValueSatisfying(a -> assertThat(a.state()).isEqualTo(Application.State.DONE));
                assertThat(TableChanges.snapshot(db))
                        .as("%s resumed after a kill at step %d, %s", change, step, moment)
                        .isEqualTo(after);
            }
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(TableChanges.snapshot(db))
                    .as("%s taken back after a kill at step %d, %s", change, step, moment)
                    .isEqualTo(before);
            if (new Killer(db, moment, step).killsApply(change.on(db)) && !isDone(db)) {
                Killer.applier(db).apply(change.on(db), ApplyListener.SILENT);
            }
            assertThat(TableChanges.snapshot(db))
                    .as("%s applied again after a kill at step %d, %s", change, step, moment)
                    .isEqualTo(after);
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(TableChanges.snapshot(db))
                    .as("%s applied twice and taken back, %d, %s", change, step, moment)
                    .isEqualTo(before);
            step++;
        }
        Killer.applier(db).undoAll(ApplyListener.SILENT);
    }

    private static boolean isDone(Database db) {
        return Killer.applier(db).status().getFirst().steps().stream()
                .allMatch(step -> step.atFinish() || step.state() == StepState.DONE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VALIDATE")
    void is_taken_back_after_a_kill_at_any_step_of_the_undo(TableChanges change, Database db) {
        var before = TableChanges.snapshot(db);
        for (var moment : Killer.Moment.values()) {
            Killer.applier(db).apply(change.on(db), ApplyListener.SILENT);
            int step = 1;
            while (new Killer(db, moment, step).killsUndo()) {
                Killer.applier(db).undoAll(ApplyListener.SILENT);
                assertThat(TableChanges.snapshot(db))
                        .as("killed at step %d, %s", step, moment)
                        .isEqualTo(before);
                Killer.applier(db).apply(change.on(db), ApplyListener.SILENT);
                step++;
            }
            Killer.applier(db).undoAll(ApplyListener.SILENT);
        }
    }
}
