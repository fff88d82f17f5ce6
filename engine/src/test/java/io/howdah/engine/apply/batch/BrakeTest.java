package io.howdah.engine.apply.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each brake by itself, on a server that shows it what it looks for. */
@PostgresTest
class BrakeTest {

    private static final Pace PACE = Pace.GENTLE;

    private Session session;

    @BeforeEach
    void a_session(Database db) {
        session = new Session(Servers.sessions(db).writing());
        db.execute("create table \"Or ders\" (id int primary key, note text)");
    }

    @AfterEach
    void no_session() throws SQLException {
        session.close();
    }

    @Test
    void nothing_brakes_on_a_quiet_server(Database db) throws SQLException {
        assertThat(new StandbyBrake(PACE).look(session)).isEmpty();
        assertThat(new SlotBrake(PACE).look(session)).isEmpty();
        assertThat(new CheckpointBrake(PACE, TestTime.of()).look(session)).isEmpty();
        assertThat(vacuum(db).look(session)).isEmpty();
        assertThat(new WraparoundBrake().look(session)).isEmpty();
        assertThat(new SnapshotBrake(PACE, true).look(session)).isEmpty();
        assertThat(new LatencyBrake(PACE, TestTime.of()).look(session)).isEmpty();
    }

    @Test
    void waits_for_the_reader_of_a_slot_that_keeps_too_much_wal(Database db) throws SQLException {
        db.query("select pg_create_physical_replication_slot('keepsx', true)");
        try {
            db.execute("insert into \"Or ders\" select i, repeat('x', 100) from generate_series(1, 20000) i");

            var stopped = new SlotBrake(PACE.retainedBytes(1 << 20)).look(session);
            var half = new SlotBrake(PACE.retainedBytes(5 << 20)).look(session);

            assertThat(stopped.orElseThrow().share()).isZero();
            assertThat(stopped.orElseThrow().why())
                    .startsWith("replication slot keepsx, which keeps ")
                    .endsWith(" of WAL, and nobody reads it: let its reader come, or drop it");
            assertThat(half.orElseThrow().share()).isEqualTo(0.5);
            assertThat(new SlotBrake(PACE).look(session)).isEmpty();
        } finally {
            db.query("select pg_drop_replication_slot('keepsx')");
        }
    }

    @Test
    void goes_slower_while_the_table_is_vacuumed(Database db) throws SQLException {
        try (var other = begun(db, "lock table \"Or ders\" in share update exclusive mode")) {
            assertThat(vacuum(db).look(session).orElseThrow().share()).isEqualTo(0.5);
            other.rollback();
        }
        assertThat(vacuum(db).look(session)).isEmpty();
    }

    @Test
    void tells_of_an_old_snapshot_and_goes_slower_only_where_it_leaves_dead_rows(Database db) throws Exception {
        var pace = new Pace(
                PACE.batch(),
                PACE.rest(),
                PACE.lag(),
                PACE.retainedBytes(),
                PACE.slower(),
                PACE.checkpoints(),
                Duration.ofSeconds(1));
        try (var other = begun(db, "select 1")) {
            Thread.sleep(1600);
            assertThat(new SnapshotBrake(pace, true).look(session).orElseThrow().share())
                    .isEqualTo(0.5);
            assertThat(new SnapshotBrake(pace, false)
                            .look(session)
                            .orElseThrow()
                            .slows())
                    .isFalse();
            other.rollback();
        }
        assertThat(new SnapshotBrake(pace, true).look(session)).isEmpty();
    }

    @Test
    void goes_slower_while_statements_of_the_application_take_much_longer(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements schema \"Te st\"");
        var time = TestTime.of();
        var brake = new LatencyBrake(PACE, time);
        sleeps(db, 40, 1);

        assertThat(brake.look(session).orElseThrow().share()).isZero();
        sleeps(db, 40, 1);
        time.passes(3);
        assertThat(brake.look(session)).isEmpty();
        sleeps(db, 30, 6);
        time.passes(1);
        assertThat(brake.look(session).orElseThrow().why())
                .startsWith("statements of the application, which take ")
                .endsWith(" times as long as before");
        time.passes(1);
        sleeps(db, 30, 1);
        brake.look(session);
        time.passes(6);
        sleeps(db, 30, 1);
        brake.look(session);
        time.passes(1);
        sleeps(db, 30, 1);
        assertThat(brake.look(session)).isEmpty();
    }

    /** Nobody who is not a member of pg_monitor sees how far standbys are; there is none here to see. */
    @Test
    void a_role_without_rights_sees_slots_locks_and_ages_all_the_same(Database db) throws SQLException {
        var role = db.createRole();
        try (var plain = new Session(Servers.sessions(db, role).writing());
                var other = begun(db, "lock table \"Or ders\" in share update exclusive mode")) {
            assertThat(vacuum(db).look(plain)).isPresent();
            assertThat(new SlotBrake(PACE).look(plain)).isEmpty();
            assertThat(new CheckpointBrake(PACE, TestTime.of()).look(plain)).isEmpty();
            assertThat(new WraparoundBrake().look(plain)).isEmpty();
            assertThat(new SnapshotBrake(PACE, true).look(plain)).isEmpty();
            assertThat(new StandbyBrake(PACE).look(plain)).isEmpty();
            other.rollback();
        }
    }

    /** As an application: what the test frame does itself is marked as ours. */
    private static void sleeps(Database db, int times, int millis) throws SQLException {
        try (var connection = db.connect(new Role(db.user(), db.password()));
                var statement = connection.createStatement()) {
            for (int i = 0; i < times; i++) {
                statement.execute("select pg_sleep(" + millis / 1000.0 + ")");
            }
        }
    }

    private static VacuumBrake vacuum(Database db) {
        return new VacuumBrake(db.number("select '\"Or ders\"'::regclass::oid::bigint"));
    }

    private static Connection begun(Database db, String sql) throws SQLException {
        var connection = db.connect(new Role(db.user(), db.password()));
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }
}
