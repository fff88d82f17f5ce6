package io.howdah.engine.apply.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import io.howdah.testkit.Database;
import io.howdah.testkit.OwnServer;
import io.howdah.testkit.ServerUnderTest;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Brakes for what only a server of one's own can be brought to. */
@Tag("slow")
class PressedServerTest {

    private OwnServer server;
    private Database db;
    private Session session;

    @BeforeEach
    void a_server_with_little_room() {
        server = OwnServer.start(
                ServerUnderTest.defaultMajor(),
                Map.of("autovacuum", "off", "max_wal_size", "32MB", "autovacuum_freeze_max_age", "100000"));
        db = server.database();
        session = new Session(Servers.sessions(db).writing());
    }

    @AfterEach
    void no_server() throws SQLException {
        session.close();
        server.close();
    }

    @Test
    void goes_slower_while_wal_forces_one_checkpoint_after_the_other() throws Exception {
        var time = TestTime.of();
        var brake = new CheckpointBrake(Pace.GENTLE, time);

        assertThat(brake.look(session)).isEmpty();
        for (int i = 0; i < 2; i++) {
            forceCheckpoint();
            time.passes(20);
            brake.look(session);
        }
        forceCheckpoint();
        time.passes(20);

        var braking = brake.look(session).orElseThrow();
        assertThat(braking.share()).isEqualTo(0.5);
        assertThat(braking.why()).contains("20 s after the one before");
        time.passes(200);
        assertThat(brake.look(session)).isEmpty();
    }

    @Test
    void does_not_mind_checkpoints_that_somebody_asks_for() throws Exception {
        var time = TestTime.of();
        var brake = new CheckpointBrake(Pace.GENTLE, time);

        for (int i = 0; i < 4; i++) {
            db.execute("create table t" + i + " ()", "checkpoint");
            time.passes(20);
            assertThat(brake.look(session)).isEmpty();
        }
    }

    @Test
    void uses_few_transaction_ids_where_they_run_short() throws SQLException {
        assertThat(new WraparoundBrake().look(session)).isEmpty();
        db.execute("do $$ begin perform set_config('synchronous_commit', 'off', false);"
                + " for i in 1 .. 115000 loop perform pg_current_xact_id(); commit; end loop; end $$");

        assertThat(new WraparoundBrake().look(session).orElseThrow().share()).isEqualTo(0.5);
        session.set("vacuum_failsafe_age", "0");
        assertThat(new WraparoundBrake().look(session).orElseThrow().share()).isZero();
        session.set("vacuum_failsafe_age", "1600000000");
        db.execute("vacuum freeze");
        assertThat(new WraparoundBrake().look(session)).isEmpty();
    }

    /** Writes until the next checkpoint is complete. */
    private void forceCheckpoint() throws InterruptedException {
        var before = redo();
        while (redo().equals(before)) {
            db.query("select pg_logical_emit_message(true, 'fills', repeat('x', 4000000))");
            Thread.sleep(50);
        }
        Thread.sleep(1000);
    }

    private String redo() {
        return db.value("select redo_lsn::text from pg_control_checkpoint()");
    }
}
