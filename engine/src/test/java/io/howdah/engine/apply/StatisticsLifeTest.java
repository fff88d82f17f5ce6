package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.LockBudget;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Extended statistics: made, gathered, stopped at any point, taken back. */
@PostgresTest
class StatisticsLifeTest {

    private static final String NAME = "Vi sits_Zip_city_dependencies";

    private static final String QUERY = "explain select from \"Vi sits\" where \"Zip\" = 7 and city = 'c7'";

    @BeforeEach
    void visits(Database db) {
        db.execute(
                "create table \"Vi sits\" (id int, \"Zip\" int, city text)",
                "insert into \"Vi sits\" select i, i % 50, 'c' || i % 50 from generate_series(1, 10000) i",
                "analyze");
    }

    @Test
    void live(Database db) {
        ApplyLifeTest.lives(db, change(db), NAME);
    }

    @Test
    void tell_the_planner_at_once_and_no_more_once_they_are_taken_back(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        assertThat(db.column(QUERY).getFirst()).containsPattern("rows=(19\\d|20\\d)");

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(db.column(QUERY).getFirst()).containsPattern("rows=\\d ");
    }

    @Test
    void of_a_partitioned_table_tell_of_the_whole(Database db) {
        db.execute(
                "create table \"Lo g\" (day date, \"Zip\" int, city text) partition by range (day)",
                "create table \"2025\" partition of \"Lo g\" for values from ('2025-01-01') to ('2026-01-01')",
                "create table \"2026\" partition of \"Lo g\" for values from ('2026-01-01') to ('2027-01-01')",
                "insert into \"Lo g\" select date '2025-01-01' + i % 700, i % 50, 'c' || i % 50"
                        + " from generate_series(1, 10000) i",
                "analyze");
        var wanted = new StatisticsDefinition(
                new QualifiedName(db.schema(), "Lo g"), List.of("ndistinct"), List.of("Zip", "city"));

        ApplyLifeTest.lives(db, List.of(CreateStatistics.of(wanted)), "Lo g_Zip_city_ndistinct");

        assertThat(db.column("explain select \"Zip\", city from \"Lo g\" group by 1, 2")
                        .getFirst())
                .contains("rows=50 ");
    }

    @ParameterizedTest
    @EnumSource
    void go_on_after_a_kill(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        Killer.applier(db).undoAll(ApplyListener.SILENT);

        assertThat(new Killer(db, moment, 1).killsApply(change(db))).isTrue();
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        assertThat(db.column(QUERY).getFirst()).containsPattern("rows=(19\\d|20\\d)");

        assertThat(new Killer(db, moment, 1).killsUndo()).isTrue();
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void that_were_made_and_not_gathered_are_dropped(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        try (var other = db.connection()) {
            lock(other, "pg_catalog.pg_statistic");
            assertThatThrownBy(() -> Killer.applier(db).apply(change(db), event -> {
                        if (event instanceof ApplyEvent.Running(var step, var progress)
                                && !progress.waitsFor().isEmpty()) {
                            assertThat(made(db)).isEqualTo(1);
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Nothing of it is left");
            release(other);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);

        assertThat(Killer.applier(db).apply(change(db), ApplyListener.SILENT).id())
                .isEqualTo(1);
        assertThat(made(db)).isEqualTo(1);
    }

    @Test
    void are_refused_where_the_name_is_taken_and_left_alone_where_they_are_there_already(Database db) {
        db.execute("create statistics \"" + NAME + "\" (mcv) on id, city from \"Vi sits\"");
        assertThatThrownBy(() -> Killer.applier(db).apply(change(db), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(
                        "There are other statistics called \"Te st\".\"" + NAME + "\": CREATE STATISTICS");

        db.execute("create statistics other on city, \"Zip\" from \"Vi sits\"");
        var before = CatalogSnapshot.of(db);
        assertThat(Killer.applier(db).apply(change(db), ApplyListener.SILENT).steps())
                .extracting(AppliedStep::state)
                .containsExactly(StepState.ALREADY);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void leave_those_alone_that_somebody_makes_under_the_name_meanwhile(Database db) {
        var problem = org.assertj.core.api.Assertions.catchThrowableOfType(
                Problem.class,
                () -> Killer.applier(db).apply(change(db), event -> {
                    if (event instanceof ApplyEvent.Started) {
                        db.execute("create statistics \"" + NAME + "\" (mcv) on id, city from \"Vi sits\"");
                    }
                }));

        assertThat(problem).hasMessageContaining("already exists").hasMessageContaining("Nothing of it is left");
        assertThat(made(db)).isEqualTo(1);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(made(db)).isEqualTo(1);
    }

    @Test
    void fail_where_their_table_is_dropped_meanwhile_and_go_with_it(Database db) {
        assertThatThrownBy(() -> Killer.applier(db).apply(change(db), event -> {
                    if (event instanceof ApplyEvent.Started) {
                        db.execute("alter table \"Vi sits\" rename to gone");
                    }
                }))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not exist");
        db.execute("alter table gone rename to \"Vi sits\"");
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        db.execute("drop table \"Vi sits\"");
        assertThat(Killer.applier(db)
                        .undoLatest(ApplyListener.SILENT)
                        .orElseThrow()
                        .state())
                .isEqualTo(Application.State.UNDONE);
        assertThatThrownBy(() -> Killer.applier(db).apply(change(db), ApplyListener.SILENT))
                .hasMessageContaining("There is no table");
    }

    @Test
    void that_are_no_longer_as_they_were_made_are_not_dropped(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        db.execute("alter statistics \"" + NAME + "\" set statistics 500");

        assertThatThrownBy(() -> Killer.applier(db).undoAll(ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("are no longer as Howdah made them");
        db.execute("alter statistics \"" + NAME + "\" set statistics -1");
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(made(db)).isZero();
    }

    @Test
    void of_others_under_the_same_name_are_not_dropped(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        var sql = db.value("select pg_get_statisticsobjdef(oid) from pg_statistic_ext");
        db.execute("drop statistics \"" + NAME + "\"", sql);

        Killer.applier(db).undoAll(ApplyListener.SILENT);

        assertThat(made(db)).isEqualTo(1);
    }

    @Test
    void wait_for_a_lock_and_say_for_whom(Database db) throws SQLException {
        var waited = new ArrayList<ApplyEvent.Retrying>();
        try (var other = db.connection()) {
            lock(other);
            impatient(db).apply(change(db), event -> {
                if (event instanceof ApplyEvent.Retrying retrying) {
                    waited.add(retrying);
                    release(other);
                }
            });
        }
        assertThat(waited).hasSize(1);
        assertThat(waited.getFirst().sql()).startsWith("CREATE STATISTICS");
        assertThat(waited.getFirst().blockers()).isNotEmpty();
        assertThat(made(db)).isEqualTo(1);
    }

    @Test
    void give_up_where_the_lock_is_never_free_and_leave_nothing(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        try (var other = db.connection()) {
            lock(other);
            assertThatThrownBy(() -> impatient(db).apply(change(db), ApplyListener.SILENT))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("lock timeout")
                    .hasMessageContaining("Nothing of it is left");
            release(other);
        }
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    static Applier impatient(Database db) {
        var budget = LockBudget.DEFAULT.patience(Duration.ofSeconds(4));
        return new Applier(
                Servers.sessions(db),
                ApplyOptions.of("test").sampling(Duration.ofMillis(20)).lockBudget(budget));
    }

    static void lock(Connection other) throws SQLException {
        lock(other, "\"Vi sits\"");
    }

    /** Of its table, no statistics can be made or gathered meanwhile; of pg_statistic, they can be made and dropped only. */
    private static void lock(Connection other, String table) throws SQLException {
        other.setAutoCommit(false);
        other.createStatement().execute("lock table " + table + " in share mode");
    }

    private static void release(Connection other) {
        try {
            other.rollback();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long made(Database db) {
        return db.number("select count(*) from pg_statistic_ext where stxname = '" + NAME + "'");
    }

    private static List<Change> change(Database db) {
        var table = new QualifiedName(db.schema(), "Vi sits");
        return List.of(CreateStatistics.of(
                new StatisticsDefinition(table, List.of("dependencies", "mcv"), List.of("Zip", "city"))));
    }
}
