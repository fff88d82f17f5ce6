package io.howdah.engine.apply;

import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.change.Change;
import io.howdah.testkit.Database;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Ends an applier at a chosen moment as {@code kill -9} would: its session is gone, and nothing more is written. */
final class Killer {

    /** Moments of a step. */
    enum Moment {
        BEFORE_ITS_STATEMENT,
        BETWEEN_ITS_STATEMENT_AND_THE_JOURNAL,
        AFTER_THE_JOURNAL
    }

    /** Kinds whose entry in the journal is a part of what they do, so that there is nothing between the two. */
    private static final Set<AppliedStep.Kind> ONE_TRANSACTION = EnumSet.of(
            AppliedStep.Kind.CREATE_EXTENSION,
            AppliedStep.Kind.TRANSACTION,
            AppliedStep.Kind.SHADOW_SWAP,
            AppliedStep.Kind.IN_PARTS,
            AppliedStep.Kind.RESTORE_PARTITION,
            AppliedStep.Kind.PARTITION_KEY,
            AppliedStep.Kind.PARTITION_SWAP);

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Database db;
    private final Moment moment;
    private final int step;

    /** @param step from 1, in the order in which they begin */
    Killer(Database db, Moment moment, int step) {
        this.db = db;
        this.moment = moment;
        this.step = step;
    }

    static Applier applier(Database db) {
        return new Applier(Servers.sessions(db), ApplyOptions.of("test").sampling(Duration.ofMillis(20)));
    }

    /** Whether there was such a step, so that the applier was killed. */
    boolean killsApply(List<? extends Change> changes) {
        return kills(listener -> applier(db).apply(changes, listener));
    }

    boolean killsUndo() {
        return kills(listener -> applier(db).undoAll(listener));
    }

    boolean killsFinish(long application) {
        return kills(listener -> applier(db).finish(application, listener));
    }

    private boolean kills(Consumer<ApplyListener> work) {
        var begun = new AtomicInteger();
        try {
            work.accept(event -> {
                switch (event) {
                    case ApplyEvent.Started started -> {
                        if (begun.incrementAndGet() == step && moment == Moment.BEFORE_ITS_STATEMENT) {
                            kill();
                        }
                    }
                    case ApplyEvent.Ended(var ended) -> {
                        if (begun.get() == step) {
                            end(ended);
                        }
                    }
                    case ApplyEvent.Running running -> {}
                    case ApplyEvent.Advanced advanced -> {}
                    case ApplyEvent.Retrying retrying -> {}
                    case ApplyEvent.Told told -> {}
                }
            });
            return false;
        } catch (Killed killed) {
            return true;
        }
    }

    private void end(AppliedStep ended) {
        if (moment == Moment.BETWEEN_ITS_STATEMENT_AND_THE_JOURNAL && !ONE_TRANSACTION.contains(ended.kind())) {
            db.execute(
                    "update howdah.step set finished = null, state = case state when 'done' then 'running' else 'undoing' end"
                            + " where application = " + ended.application() + " and position = " + ended.position());
        }
        kill();
    }

    private void kill() {
        db.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'howdah'"
                + " and datname = current_database() and pid <> pg_backend_pid()");
        throw new Killed();
    }
}
