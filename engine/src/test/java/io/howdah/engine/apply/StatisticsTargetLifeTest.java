package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.engine.change.Step;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A column's statistics target: set, gathered by, stopped at any point, put back to what it was. */
@PostgresTest
class StatisticsTargetLifeTest {

    private static final String COMMON =
            "select array_length(most_common_freqs, 1) from pg_stats where tablename = 'Vi sits' and attname = 'Ci ty'";

    @BeforeEach
    void visits(Database db) {
        db.execute(
                "create table \"Vi sits\" (id int, \"Ci ty\" text)",
                "insert into \"Vi sits\" select i, 'c' || floor(sqrt(i)) from generate_series(1, 40000) i",
                "analyze");
    }

    @Test
    void lives(Database db) {
        ApplyLifeTest.lives(db, change(db), "Ci ty");
    }

    @Test
    void is_gathered_by_at_once_and_put_back(Database db) {
        db.execute("alter table \"Vi sits\" alter column \"Ci ty\" set statistics 20", "analyze");
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        assertThat(db.number(COMMON)).isGreaterThan(100);

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(db.number(COMMON)).isLessThanOrEqualTo(20);
        assertThat(target(db, "Vi sits")).isEqualTo("20");
    }

    @Test
    void of_a_partitioned_table_is_put_back_on_each_partition(Database db) {
        db.execute(
                "create table \"Lo g\" (day date, kind int) partition by range (day)",
                "create table \"2025\" partition of \"Lo g\" for values from ('2025-01-01') to ('2026-01-01')",
                "create table \"2026\" partition of \"Lo g\" for values from ('2026-01-01') to ('2027-01-01')",
                "create table plain partition of \"Lo g\" for values from ('2027-01-01') to ('2028-01-01')",
                "alter table \"2025\" alter column kind set statistics 30",
                "alter table only \"Lo g\" alter column kind set statistics 40");
        var change = SetStatisticsTarget.on(
                CatalogReader.read(Servers.sessions(db)), new QualifiedName(db.schema(), "Lo g"), "kind", 500);

        assertThat(change.undo())
                .extracting(Step::sql)
                .containsExactly(
                        "ALTER TABLE ONLY \"Te st\".\"Lo g\" ALTER COLUMN kind SET STATISTICS 40",
                        "ALTER TABLE ONLY \"Te st\".\"2025\" ALTER COLUMN kind SET STATISTICS 30",
                        "ALTER TABLE ONLY \"Te st\".\"2026\" ALTER COLUMN kind SET STATISTICS -1",
                        "ALTER TABLE ONLY \"Te st\".plain ALTER COLUMN kind SET STATISTICS -1",
                        "ANALYZE \"Te st\".\"Lo g\" (kind)");
        ApplyLifeTest.lives(db, List.of(change), "kind");

        db.execute("alter table \"2026\" alter column kind set statistics 77", "drop table plain");
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(List.of(target(db, "Lo g"), target(db, "2025"), target(db, "2026")))
                .containsExactly("40", "30", "77");
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        assertThat(new Killer(db, moment, 1).killsApply(change(db))).isTrue();
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        assertThat(target(db, "Vi sits")).isEqualTo("1000");
        assertThat(db.number(COMMON)).isGreaterThan(100);

        assertThat(new Killer(db, moment, 1).killsUndo()).isTrue();
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void is_taken_back_after_a_kill(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        assertThat(new Killer(db, moment, 1).killsApply(change(db))).isTrue();

        Killer.applier(db).undoAll(ApplyListener.SILENT);

        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void that_is_as_high_already_is_left_alone(Database db) {
        db.execute("alter table \"Vi sits\" alter column \"Ci ty\" set statistics 2000");

        assertThat(Killer.applier(db).apply(change(db), ApplyListener.SILENT).steps())
                .extracting(AppliedStep::state)
                .containsExactly(StepState.ALREADY);
    }

    @Test
    void that_somebody_has_changed_since_is_left_alone(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        db.execute("alter table \"Vi sits\" alter column \"Ci ty\" set statistics 300");

        assertThatThrownBy(() -> Killer.applier(db).undoAll(ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is no longer 1000, as Howdah set it, but 300");
        assertThat(target(db, "Vi sits")).isEqualTo("300");
    }

    @Test
    void has_nothing_to_put_back_where_its_column_is_gone(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        db.execute("alter table \"Vi sits\" drop column \"Ci ty\"");

        assertThat(Killer.applier(db)
                        .undoLatest(ApplyListener.SILENT)
                        .orElseThrow()
                        .state())
                .isEqualTo(Application.State.UNDONE);
        assertThatThrownBy(() -> Killer.applier(db).apply(change(db), ApplyListener.SILENT))
                .hasMessageContaining("has no column Ci ty");
    }

    @Test
    void is_not_set_where_the_lock_is_never_free(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        try (var other = db.connection()) {
            StatisticsLifeTest.lock(other);
            assertThatThrownBy(() -> StatisticsLifeTest.impatient(db).apply(change(db), ApplyListener.SILENT))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("lock timeout");
            other.rollback();
        }
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    private static String target(Database db, String table) {
        return db.value("select nullif(attstattarget, -1) from pg_attribute where attrelid = '\"" + table
                + "\"'::regclass and attname in ('kind', 'Ci ty')");
    }

    private static List<Change> change(Database db) {
        var table = new QualifiedName(db.schema(), "Vi sits");
        return List.of(
                new SetStatisticsTarget(table, "Ci ty", 1000, List.of(new SetStatisticsTarget.Earlier(table, null))));
    }
}
