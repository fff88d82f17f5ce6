package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.BatchProgress;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves the rows of a child by inheritance into its parent, some at a time. Each move is a transaction that no writer of either table
 * runs beside, so that none changes a row that is just going; readers see each row once, before and after.
 */
final class RowsHome {

    private static final String NO_WRITERS = "EXCLUSIVE";

    /** A move that takes longer than this is followed by a smaller one. */
    private static final long LONG_NANOS = 30_000_000;

    private static final String COLUMNS = """
            SELECT attname FROM pg_catalog.pg_attribute
             WHERE attrelid = pg_catalog.to_regclass(?) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum""";

    private static final String FIRING = """
            SELECT format('ALTER TABLE ONLY %s %s TRIGGER %I', CAST(? AS text), CASE WHEN ? THEN 'DISABLE'
                          WHEN tgenabled = 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, tgname)
              FROM pg_catalog.pg_trigger
             WHERE tgrelid = pg_catalog.to_regclass(?) AND NOT tgisinternal AND tgenabled IN ('O', 'A') ORDER BY tgname""";

    private final Runner runner;
    private final AppliedStep step;
    private final QualifiedName parent;
    private int pages = 4;
    private long moved;

    RowsHome(Runner runner, AppliedStep step, QualifiedName parent) {
        this.runner = runner;
        this.step = step;
        this.parent = parent;
    }

    void move(QualifiedName child) throws SQLException, InterruptedException {
        var session = runner.session();
        var columns = String.join(", ", session.query(COLUMNS, row -> Name.quoted(row.getString(1)), parent.quoted()));
        var off = session.query(FIRING, row -> row.getString(1), parent.quoted(), true, parent.quoted());
        var on = session.query(FIRING, row -> row.getString(1), parent.quoted(), false, parent.quoted());
        while (session.holds("SELECT EXISTS (SELECT FROM ONLY " + child.quoted() + ")")) {
            long end = session.first(
                            "SELECT pg_catalog.pg_relation_size(pg_catalog.to_regclass(?))"
                                    + " / pg_catalog.current_setting('block_size')::int",
                            row -> row.getLong(1),
                            child.quoted())
                    .orElseThrow();
            for (long page = 0; page < end; ) {
                stopIfInterrupted();
                int taken = pages;
                move(child, columns, page, page + taken, off, on);
                page += taken;
            }
        }
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Triggers of the user's do not see the move, as no row is other afterwards. */
    private void move(QualifiedName child, String columns, long from, long to, List<String> off, List<String> on)
            throws SQLException {
        var sql = "WITH moved AS (DELETE FROM ONLY " + child.quoted() + " WHERE ctid >= '(" + from
                + ",0)'::tid AND ctid < '(" + to + ",0)'::tid RETURNING " + columns + ") INSERT INTO " + parent.quoted()
                + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM moved";
        var asked = List.of(
                Locks.ask("ONLY " + parent.quoted(), NO_WRITERS), Locks.ask("ONLY " + child.quoted(), NO_WRITERS));
        var rows = new ArrayList<Integer>();
        try {
            var held = Locks.within(runner, asked, () -> {
                execute(runner.session(), off);
                rows.add(runner.session().update(sql));
                execute(runner.session(), on);
            });
            runner.journal().locked(step, held.longestWaitOfOthers());
            pages = held.held().toNanos() > LONG_NANOS ? Math.max(1, pages / 2) : Math.min(pages * 2, 512);
        } catch (SQLException e) {
            if (!"23505".equals(e.getSQLState())) {
                throw e;
            }
            throw Problem.refused(
                    "Rows of partition " + child + " cannot go back into " + parent + ", as their key is there too: "
                            + e.getMessage() + "; delete or change one of each, then undo again",
                    e);
        }
        moved += rows.getLast();
        runner.tell(new ApplyEvent.Advanced(step, new BatchProgress(moved, 0, 0, null)));
    }

    private static void execute(Session session, List<String> statements) throws SQLException {
        for (String sql : statements) {
            session.execute(sql);
        }
    }
}
