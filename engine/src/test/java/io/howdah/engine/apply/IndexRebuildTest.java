package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@PostgresTest
class IndexRebuildTest {

    private static final String NAME = "By a name of so many letters that the server has to cut its end";

    @BeforeEach
    void a_bloated_index(Database db) {
        db.execute(
                "create table \"Or ders\" (id int primary key, room int)",
                "insert into \"Or ders\" select g, g from generate_series(1, 20000) g",
                "create index \"" + NAME + "\" on \"Or ders\" (room)",
                "comment on index \"" + NAME + "\" is 'kept'",
                "delete from \"Or ders\" where id % 20 > 0");
    }

    @Test
    void gives_back_the_room_and_says_how_much(Database db) {
        var before = CatalogSnapshot.of(db);

        var step = Killer.applier(db)
                .apply(change(db), ApplyListener.SILENT)
                .steps()
                .getFirst();

        assertThat(step.state()).isEqualTo(StepState.DONE);
        assertThat(step.bytesBefore()).isGreaterThan(400_000);
        assertThat(step.bytesAfter()).isLessThan(60_000);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void has_nothing_to_take_back(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        assertThat(Killer.applier(db).undoLatest(ApplyListener.SILENT)).isEmpty();
        assertThat(change(db).getFirst().undo()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        assertThat(new Killer(db, moment, 1).killsApply(change(db))).isTrue();

        Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        var first = Killer.applier(db).status().getLast();
        assertThat(first.steps().getFirst().state()).isEqualTo(StepState.DONE);
        assertThat(first.steps().getFirst().bytesAfter()).isLessThan(60_000);
    }

    @Test
    @Timeout(60)
    void removes_the_new_index_that_a_stop_before_the_swap_left(Database db) throws SQLException {
        removesWhatWasLeft(db, "select 1", Connection.TRANSACTION_REPEATABLE_READ, "_ccnew");
    }

    @Test
    @Timeout(60)
    void removes_the_old_index_that_a_stop_after_the_swap_left(Database db) throws SQLException {
        removesWhatWasLeft(
                db, "lock table \"Or ders\" in access share mode", Connection.TRANSACTION_READ_COMMITTED, "_ccold");
    }

    /** @param sql of a transaction that the server waits for at that point */
    private static void removesWhatWasLeft(Database db, String sql, int isolation, String left) throws SQLException {
        var before = CatalogSnapshot.of(db);
        try (var other = db.connection()) {
            other.setAutoCommit(false);
            other.setTransactionIsolation(isolation);
            other.createStatement().execute(sql);
            assertThatThrownBy(() -> Killer.applier(db).apply(change(db), stopAtFirstWait(db)))
                    .hasMessage("killed");
            assertThat(db.column("select relname from pg_class where relname ~ '_cc(new|old)$'"))
                    .allMatch(name -> name.endsWith(left))
                    .hasSize(1);
            other.rollback();
        }

        var resumed = Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        assertThat(resumed.state()).isEqualTo(Application.State.DONE);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void is_refused_for_what_the_server_cannot_rebuild_online(Database db) {
        db.execute("create table stays (during tsrange, exclude using gist (during with &&))");

        assertThatThrownBy(() -> Killer.applier(db)
                        .apply(
                                List.of(new ReindexIndex(ApplyLifeTest.index(db, "stays_during_excl", "stays"))),
                                ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("\"Te st\".stays_during_excl enforces an exclusion constraint");
    }

    /** Kills the applier and its session when the server waits for somebody. */
    private static ApplyListener stopAtFirstWait(Database db) {
        return event -> {
            if (event instanceof ApplyEvent.Running(var step, var progress)
                    && !progress.waitsFor().isEmpty()) {
                db.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'howdah'"
                        + " and datname = current_database() and query ~ 'REINDEX' and pid <> pg_backend_pid()");
                throw new AssertionError("killed");
            }
        };
    }

    private static List<Change> change(Database db) {
        return List.of(new ReindexIndex(ApplyLifeTest.index(db, NAME, "Or ders")));
    }
}
