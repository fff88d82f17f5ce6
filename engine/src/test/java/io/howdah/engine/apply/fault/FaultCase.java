package io.howdah.engine.apply.fault;

import java.sql.SQLException;
import org.opentest4j.TestAbortedException;

/** One thing that goes wrong at one point of one kind of change, and what is asked of the tool then. */
record FaultCase(Rehearsal rehearsal, Point.Seen seen, String fault, Spoiler spoiler, Then then, long seed) {

    /** Makes what goes wrong. */
    interface Spoiler {
        Probe.Fault in(Life life, long seed) throws SQLException;
    }

    /** What is asked of the tool afterwards. */
    enum Then {
        /** It is brought to its end; one that was being taken back is taken back and made again. */
        RESUME,
        UNDO
    }

    String name() {
        return rehearsal.kind() + " × " + seen.point().phase().name().toLowerCase(java.util.Locale.ROOT) + " " + seen
                + " × " + fault + " × " + then.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Names itself where it fails: reports of dynamic tests give only their number. */
    void run(Stage stage) throws SQLException {
        try {
            play(stage);
        } catch (TestAbortedException e) {
            throw e;
        } catch (SQLException | RuntimeException | AssertionError e) {
            throw new AssertionError(name() + " (seed " + seed + "): " + Sentence.of(e), e);
        }
    }

    private void play(Stage stage) throws SQLException {
        try (var life = Life.begin(stage, rehearsal.kind(), seed)) {
            var phase = seen.point().phase();
            if (phase != Point.Phase.APPLY) {
                life.applier().apply(rehearsal.changes(), event -> {});
            }
            var fault = spoiler.in(life, seed);
            boolean complete = life.attempt(new Probe(phase, seen.point(), fault), rehearsal.changes(), phase);
            afterwards(life, complete);
            life.journalMustRest();
            life.verify();
        }
    }

    private void afterwards(Life life, boolean complete) {
        switch (seen.point().phase()) {
            case APPLY -> {
                if (then == Then.RESUME && !complete) {
                    life.goOn(rehearsal.changes());
                }
                if (then == Then.RESUME) {
                    made(life);
                } else {
                    undone(life);
                }
            }
            case UNDO -> {
                undone(life);
                if (then == Then.RESUME) {
                    life.applier().apply(rehearsal.changes(), event -> {});
                    made(life);
                }
            }
            case FINISH -> finished(life);
        }
    }

    private void undone(Life life) {
        life.applier().undoAll(event -> {});
        life.mustBe("after undo", rehearsal.before());
    }

    private void made(Life life) {
        life.mustBeMade();
        life.mustBe("when the change is made", rehearsal.made());
        finished(life);
    }

    private void finished(Life life) {
        Life.work(life.applier(), Point.Phase.FINISH, rehearsal.changes(), event -> {});
        life.mustBeMade();
        life.mustBe("when the change is finished", rehearsal.finished());
    }
}
