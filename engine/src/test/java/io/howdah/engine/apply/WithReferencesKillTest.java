package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed before, within and after each of its steps, a key's change with its references is finished and taken back all the same. */
@PostgresTest
@Tag("slow")
class WithReferencesKillTest {

    /** One of so many steps is tried; each, unless {@code -Dstride} says otherwise. */
    private static final int STRIDE = Integer.getInteger("stride", 1);

    @BeforeEach
    void orders(Database db) {
        WithReferencesLifeTest.create(db, 20);
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill_at_any_step_and_can_be_taken_back(Killer.Moment moment, Database db) {
        var change = WithReferencesLifeTest.wider(db);
        var before = CatalogSnapshot.of(db);
        var content = db.value(WithReferencesLifeTest.CONTENT);
        Killer.applier(db).apply(change, ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        Killer.applier(db).undoAll(ApplyListener.SILENT);

        int step = 1;
        while (new Killer(db, moment, step).killsApply(change)) {
            if (step / STRIDE % 2 == 0) {
                var resumed = Killer.applier(db).resume(null, ApplyListener.SILENT);
                assertThat(resumed.map(Application::state))
                        .as("resumed at step %d", step)
                        .contains(Application.State.DONE);
                assertThat(CatalogSnapshot.of(db))
                        .as("resumed at step %d", step)
                        .isEqualTo(after);
            }
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(RewriteTableLifeTest.difference(before, CatalogSnapshot.of(db)))
                    .as("killed at step %d", step)
                    .isEmpty();
            assertThat(db.value(WithReferencesLifeTest.CONTENT)).isEqualTo(content);
            step += STRIDE;
        }
        assertThat(step).isGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource
    void is_taken_back_after_a_kill_at_any_step_of_the_undo(Killer.Moment moment, Database db) {
        var change = WithReferencesLifeTest.wider(db);
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change, ApplyListener.SILENT);
        int step = 1;
        while (new Killer(db, moment, step).killsUndo()) {
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(RewriteTableLifeTest.difference(before, CatalogSnapshot.of(db)))
                    .as("killed at step %d", step)
                    .isEmpty();
            Killer.applier(db).apply(change, ApplyListener.SILENT);
            step++;
        }
        assertThat(step).isGreaterThan(15);
    }

    @ParameterizedTest
    @EnumSource
    void is_finished_after_a_kill_at_any_step_of_the_finish(Killer.Moment moment, Database db) {
        var change = WithReferencesLifeTest.wider(db);
        var application = Killer.applier(db).apply(change, ApplyListener.SILENT).id();
        int step = 1;
        while (new Killer(db, moment, step).killsFinish(application)) {
            step++;
        }
        assertThat(step).isGreaterThan(1);
        Killer.applier(db).finish(application, ApplyListener.SILENT);
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
    }
}
