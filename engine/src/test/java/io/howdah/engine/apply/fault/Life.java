package io.howdah.engine.apply.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.howdah.engine.BouncerUnderTest;
import io.howdah.engine.Servers;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.JournalSchema;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.Sessions;
import io.howdah.testkit.Database;
import io.howdah.testkit.OwnServer;
import io.howdah.testkit.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One database in which an application works on a table that is being changed. */
final class Life implements AutoCloseable {

    static final ApplyOptions OPTIONS = ApplyOptions.of("test")
            .sampling(Duration.ofMillis(20))
            .runnerPatience(Duration.ofSeconds(20))
            .cleaningPatience(Duration.ofSeconds(5))
            .pace(Pace.GENTLE.batch(Duration.ofMillis(4)).rest(0.1));

    private final Stage stage;
    private final KindOfChange kind;
    private final Database db;
    private final LockWaits waits;
    private final Ledger ledger;
    private final Readers readers;
    private final List<Thread> others = new ArrayList<>();
    private final List<Thread> soon = new ArrayList<>();
    private volatile boolean ending;
    private Sessions sessions;
    private @Nullable BouncerUnderTest pooler;

    private Life(Stage stage, KindOfChange kind, Database db, Ledger ledger, Readers readers) {
        this.stage = stage;
        this.kind = kind;
        this.db = db;
        this.ledger = ledger;
        this.readers = readers;
        sessions = sessions(stage, db);
        waits = LockWaits.from(stage.server().server().logFile());
    }

    /** A life with nobody at work yet. */
    static Database prepared(Stage stage, KindOfChange kind) throws SQLException {
        var db = stage.server().database();
        kind.table().forEach(db::execute);
        LedgerTable.fill(kind.states(), kind.rows()).forEach(db::execute);
        var writer = "\"" + stage.writer().name() + "\"";
        db.execute(
                "grant usage on schema \"Te st\" to " + writer,
                "grant select, insert, update, delete on \"Led ger\" to " + writer);
        try (var session = new Session(sessions(stage, db).writing())) {
            JournalSchema.bringUpToDate(session);
        }
        kind.afterwards().forEach(db::execute);
        return db;
    }

    /** A life with writers and readers at work. */
    static Life begin(Stage stage, KindOfChange kind, long seed) throws SQLException {
        var db = prepared(stage, kind);
        var ledger = new Ledger(db, stage.writer(), LedgerTable.in(db), kind.states(), seed).start();
        return new Life(stage, kind, db, ledger, new Readers(ledger, 60));
    }

    static Sessions sessions(Stage stage, Database db) {
        return Servers.sessions(db, stage.tool());
    }

    /** Does what is asked of the tool, with whoever follows it; whether it came to its end. */
    boolean attempt(Probe probe, List<? extends Change> changes, Point.Phase phase) {
        try {
            work(new Applier(new TappedSessions(sessions, probe), OPTIONS), phase, changes, probe);
            return true;
        } catch (Probe.Killed killed) {
            return false;
        } catch (RuntimeException e) {
            if (!probe.hasHappened()) {
                throw e;
            }
            return false;
        } finally {
            Thread.interrupted();
            join(soon);
            stage.server().awaitStart();
        }
    }

    static void work(Applier applier, Point.Phase phase, List<? extends Change> changes, ApplyListener listener) {
        switch (phase) {
            case APPLY -> applier.apply(changes, listener);
            case UNDO -> applier.undoAll(listener);
            case FINISH ->
                applier.status().stream()
                        .filter(Application::finishable)
                        .forEach(application -> applier.finish(application.id(), listener));
        }
    }

    /** From now on, the tool comes through a pooler that keeps a session for each client; skipped where there is none. */
    BouncerUnderTest throughPooler() {
        assumeThat(BouncerUnderTest.PROGRAM).as("PgBouncer is installed").exists();
        try {
            pooler = new BouncerUnderTest(
                    db,
                    stage.tool(),
                    Files.createTempDirectory("bouncer"),
                    List.of("pool_mode = session", "default_pool_size = 10"));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        sessions = Servers.sessions(pooler.url());
        return pooler;
    }

    Applier applier() {
        return new Applier(sessions, OPTIONS);
    }

    /** Brings what was stopped to its end. */
    void goOn(List<? extends Change> changes) {
        var applier = applier();
        boolean done = applier.status().stream()
                .findFirst()
                .filter(a -> a.state() == Application.State.DONE)
                .isPresent();
        if (!done && applier.resume(null, ApplyListener.SILENT).isEmpty()) {
            applier.apply(changes, ApplyListener.SILENT);
        }
    }

    void mustBeMade() {
        assertThat(db.value("select " + kind.check()))
                .as("%s; the journal says %s", kind.check(), journal())
                .isEqualTo("t");
    }

    /** The catalog must be so, and nothing else of ours may be left. */
    void mustBe(String as, List<String> expected) {
        var present = Everything.in(db);
        assertThat(without(present, expected))
                .as("what the catalog has too much " + as)
                .isEmpty();
        assertThat(without(expected, present))
                .as("what the catalog lacks " + as)
                .isEmpty();
    }

    private List<String> journal() {
        return db.column(
                "select a.id || ' ' || a.state || ': ' || string_agg(s.state, ' ' order by position)"
                        + " from howdah.application a join howdah.step s on s.application = a.id group by a.id, a.state order by a.id");
    }

    private List<String> without(List<String> lines, List<String> others) {
        var left = new ArrayList<>(lines);
        others.forEach(left::remove);
        left.removeIf(line -> kind.lasting().matcher(line).find());
        return left;
    }

    /** No journal may think that somebody is at work, or that something is left to be put in order. */
    void journalMustRest() {
        assertThat(db.column("select a.id || ' ' || a.state || ' ' || coalesce(s.position || ' ' || s.state, '')"
                        + " from howdah.application a left join howdah.step s on s.application = a.id"
                        + " where a.state not in ('done', 'undone', 'finished', 'stopped')"
                        + " or s.state in ('running', 'undoing', 'failed')"))
                .as("what the journal says is under way")
                .isEmpty();
    }

    /** Stops all that is at work; they must have seen nothing of the change. */
    void verify() throws SQLException {
        others();
        readers.verify();
        ledger.verify();
        indexesMustBeWhole();
        if (!ledger.mayCut()) {
            waits.mustBeShort();
        }
    }

    private void indexesMustBeWhole() {
        db.execute("create extension if not exists amcheck schema pg_catalog");
        db.query(
                "select pg_catalog.bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid"
                        + " join pg_am a on a.oid = c.relam join pg_namespace n on n.oid = c.relnamespace"
                        + " where amname = 'btree' and c.relkind = 'i' and nspname = 'Te st'");
    }

    Database db() {
        return db;
    }

    OwnServer server() {
        return stage.server();
    }

    Ledger ledger() {
        return ledger;
    }

    /** A session of the superuser, which its user closes. */
    Connection admin() throws SQLException {
        return db.connect(new Role(db.user(), db.password()));
    }

    /** Somebody else at work in the database, who comes to an end by himself. */
    void other(Runnable work) {
        var thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        others.add(thread);
    }

    /** Something that happens before the tool is asked for anything else. */
    void soon(Runnable event) {
        var thread = new Thread(event);
        thread.setDaemon(true);
        thread.start();
        soon.add(thread);
    }

    /** Whether those who are at work are to come to an end. */
    boolean ending() {
        return ending;
    }

    private void others() {
        ending = true;
        join(others);
    }

    private static void join(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        others();
        readers.close();
        ledger.close();
        if (pooler != null) {
            pooler.close();
        }
        stage.server().drop(db);
    }
}
