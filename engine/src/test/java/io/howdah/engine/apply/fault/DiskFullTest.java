package io.howdah.engine.apply.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A disk that runs full ends a change with a clear word, and takes nothing that was acknowledged; with room made, it goes on. */
@Tag("slow")
class DiskFullTest {

    private Stage stage;

    @BeforeEach
    void a_server() {
        stage = Stage.open(Map.of("max_wal_size", "64MB", "min_wal_size", "32MB"));
    }

    @AfterEach
    void no_server() {
        stage.close();
    }

    @Test
    void refuses_a_copy_for_which_the_disk_is_known_to_be_too_small() throws Exception {
        try (var disk = SmallDisk.of(stage.server().server(), 2_000);
                var life = Life.begin(stage, onSmallDisk(Kinds.named("compact"), disk, "table \"Led ger\""), 1)) {
            var changes = Kinds.named("compact").changes().apply(life.db());

            assertThatThrownBy(() -> life.applier().plan(changes))
                    .isInstanceOf(Problem.class)
                    .hasMessageMatching(
                            "(?s).*The disk of tablespace small is too small: about \\d+ kB and a fifth more"
                                    + " are needed, and \\d+ kB are free; make room, or .*");
            life.verify();
        }
    }

    @Test
    void a_copy_goes_on_when_room_was_made() throws Exception {
        rowsFillTheDisk(true);
    }

    @Test
    void a_copy_is_taken_back_while_the_disk_is_full() throws Exception {
        rowsFillTheDisk(false);
    }

    private void rowsFillTheDisk(boolean goesOn) throws Exception {
        var kind = Kinds.named("wider numbers");
        try (var disk = SmallDisk.of(stage.server().server(), 2_000);
                var life = Life.begin(stage, onSmallDisk(kind, disk, "table \"Led ger\""), 2)) {
            var before = Everything.in(life.db());
            life.ledger().mayFill(true);

            mustRunFull(life, kind);

            if (goesOn) {
                disk.grow(60_000);
                applier(life).resume(null, event -> {});
                life.mustBeMade();
            } else {
                life.applier().undoAll(event -> {});
                life.mustBe("after undo", before);
            }
            life.journalMustRest();
            life.verify();
        }
    }

    @Test
    void an_index_that_fills_the_disk_is_removed_and_built_when_room_was_made() throws Exception {
        var kind = Kinds.named("create index");
        try (var disk = SmallDisk.of(stage.server().server(), 80);
                var life = Life.begin(stage, kind.with(tablespace(disk)).rows(20_000), 3)) {
            life.ledger().mayFill(true);
            life.db().execute("alter role \"To ol\" set default_tablespace = small");
            mustRunFull(life, kind);
            assertThat(life.db().column("select relname from pg_class where relname = 'by amount'"))
                    .isEmpty();

            disk.grow(60_000);
            life.goOn(kind.changes().apply(life.db()));
            life.mustBeMade();
            life.journalMustRest();
            life.verify();
        }
    }

    /** The server cannot go on without its log; it stops itself, and comes back when there is room. */
    @Test
    void a_full_log_stops_the_server_and_loses_nothing() throws Exception {
        var server = stage.server().server();
        var kind = Kinds.named("wider numbers").rows(10_000);
        try (var disk = SmallDisk.of(server, 120_000)) {
            server.stop();
            var log = server.dataDirectory().resolve("pg_wal");
            var onDisk = disk.folder().resolve("pg_wal");
            run("cp", "-a", log.toString(), onDisk.toString());
            run("rm", "-r", log.toString());
            Files.createSymbolicLink(log, onDisk);
            server.startAgain();
            try (var life = Life.begin(stage, kind, 4)) {
                logFills(life, kind, disk);
            } finally {
                server.stop();
            }
        }
    }

    private void logFills(Life life, KindOfChange kind, SmallDisk disk) throws SQLException {
        life.ledger().mayCut(true);
        life.ledger().mayFill(true);
        life.db().query("select pg_create_physical_replication_slot('kept', true)");
        var seen = new Onlooker(() -> fillTheLog(life));

        assertThatThrownBy(() -> applier(life).apply(kind.changes().apply(life.db()), seen))
                .isInstanceOf(Problem.class);

        disk.grow(600_000);
        stage.server().restart();
        stage.server().awaitStart();
        life.goOn(kind.changes().apply(life.db()));
        life.mustBeMade();
        life.journalMustRest();
        life.verify();
    }

    /** Somebody else writes until there is no room. */
    private static void fillTheLog(Life life) {
        try (var connection = life.admin();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 1000; i++) {
                statement.execute("select pg_logical_emit_message(false, 'fills', repeat('x', 1000000))");
            }
            throw new IllegalStateException("the log does not fill its disk");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).matches("08.*|57.*|53.*");
        }
    }

    private Applier applier(Life life) {
        return new Applier(
                Life.sessions(stage, life.db()), Life.OPTIONS.pace(Pace.GENTLE).ignoreDisk(true));
    }

    private void mustRunFull(Life life, KindOfChange kind) {
        assertThatThrownBy(() -> applier(life).apply(kind.changes().apply(life.db()), event -> {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("Nothing of it is left; applying again goes on from there");
    }

    private static KindOfChange onSmallDisk(KindOfChange kind, SmallDisk disk, String what) {
        return kind.rows(20_000).with(tablespace(disk), "alter " + what + " set tablespace small");
    }

    private static String tablespace(SmallDisk disk) {
        return "create tablespace small location '" + disk.folder() + "'";
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
