package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.change.Change;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed before, within and after each of its steps, an index on a partitioned table is finished and taken back all the same. */
@PostgresTest
@Tag("slow")
class PartitionedIndexKillTest {

    @BeforeEach
    void a_log_by_year_and_month(Database db) {
        PartitionedIndexLifeTest.createLog(db);
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill_at_any_step_and_can_be_taken_back(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        Killer.applier(db).undoAll(ApplyListener.SILENT);

        int step = 1;
        while (new Killer(db, moment, step).killsApply(change(db))) {
            if (step % 2 == 0) {
                Killer.applier(db).apply(change(db), ApplyListener.SILENT);
                assertThat(CatalogSnapshot.of(db))
                        .as("resumed at step %d", step)
                        .isEqualTo(after);
            }
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).as("killed at step %d", step).isEqualTo(before);
            step++;
        }
        assertThat(step).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource
    void is_taken_back_after_a_kill_at_any_step_of_the_undo(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        int step = 1;
        while (new Killer(db, moment, step).killsUndo()) {
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).as("killed at step %d", step).isEqualTo(before);
            Killer.applier(db).apply(change(db), ApplyListener.SILENT);
            step++;
        }
        assertThat(step).isEqualTo(6);
    }

    private static List<Change> change(Database db) {
        return PartitionedIndexLifeTest.change(db);
    }
}
