package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.Barrier;
import io.howdah.engine.apply.run.Held;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a partitioned table in the place of a plain one, which becomes its first partition, in one transaction.
 *
 * <p>Taken back while the table is in use and with all rows in sight: in one transaction the first partition becomes the table
 * again, and the others, which may have rows by now, its children by inheritance. Then their rows are moved into it, some at a time,
 * with writers kept out for each move and readers never; a writer that waited takes its snapshot after the move and finds the rows in
 * their new place. When no snapshot is left that is older than the last move, the empty children are dropped.
 */
public final class Swap implements Operation {

    /** A bound nearer than this is told. */
    private static final Duration NEAR = Duration.ofHours(1);

    private final Runner runner;

    public Swap(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException {
        tellWhetherTheBoundIsNear(ConversionDetail.of(step));
        var held = Locks.within(runner, step.sql().stream().filter(Swap::asks).toList(), () -> {
            Together.send(
                    runner.session(),
                    step.sql().stream().filter(sql -> !asks(sql)).toList());
            runner.journal().ends(step, StepState.DONE, null, null);
        });
        runner.journal().locked(step, held.longestWaitOfOthers());
        return held.toString();
    }

    private void tellWhetherTheBoundIsNear(ConversionDetail detail) {
        if (detail.bound() == null) {
            return;
        }
        var left = Duration.between(runner.time().now(), Instant.parse(detail.bound()));
        if (left.isNegative()) {
            runner.tell(
                    new ApplyEvent.Told(
                            "Rows are refused since " + detail.bound()
                                    + ", as the partitions for them are not in place yet; undo, or let this step come to its end soon"));
        } else if (left.compareTo(NEAR) < 0) {
            runner.tell(new ApplyEvent.Told("In " + left.toMinutes() + " minutes, at " + detail.bound()
                    + ", rows will be refused unless the partitions are in place by then"));
        }
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        var table = Objects.requireNonNull(step.table());
        var detail = ConversionDetail.of(step);
        Held held = null;
        if (partitioned(table)) {
            held = detach(step, table, detail);
        }
        var children = LivePartition.children(runner.session(), table);
        var home = new RowsHome(runner, step, table);
        for (var child : children) {
            home.move(child.name());
        }
        if (!children.isEmpty()) {
            Barrier.pass(runner, step);
        }
        end(step, table, detail, children);
        return held == null ? null : held.toString();
    }

    private boolean partitioned(QualifiedName table) throws SQLException {
        return runner.session()
                .holds(
                        "SELECT relkind = 'p' FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)",
                        table.quoted());
    }

    /** The table is the first partition again, and the others are its children. */
    private Held detach(AppliedStep step, QualifiedName table, ConversionDetail detail) throws SQLException {
        var partitions = LivePartition.children(runner.session(), table);
        var others = partitions.stream()
                .filter(p -> !p.name().equals(detail.first()))
                .toList();
        if (others.size() == partitions.size()) {
            throw Problem.refused(
                    "Partition " + detail.first() + ", which was the table before, is no longer a partition of " + table
                            + ", so the table cannot be put back",
                    null);
        }
        others.stream().filter(p -> !p.plain()).findFirst().ifPresent(p -> {
            throw Problem.refused(
                    "Partition " + p.name() + " of " + table + " is partitioned in its turn or is no plain table; "
                            + "detach it first, or move its rows",
                    null);
        });
        var asked = Stream.concat(
                        Stream.of(ConversionSteps.ask(table), ConversionSteps.ask(detail.first())),
                        others.stream().map(p -> ConversionSteps.ask(p.name())))
                .toList();
        var whole = Stream.concat(step.undo().stream().filter(Swap::asks), asked.stream())
                .distinct()
                .toList();
        var held = Locks.within(runner, whole, () -> takeApart(step, table, partitions, others));
        runner.journal().locked(step, held.longestWaitOfOthers());
        return held;
    }

    private static boolean asks(String sql) {
        return sql.startsWith("LOCK TABLE ");
    }

    private void takeApart(
            AppliedStep step, QualifiedName table, List<LivePartition> partitions, List<LivePartition> others)
            throws SQLException {
        var session = runner.session();
        var all = new ArrayList<String>();
        ForeignKey.pointingAt(session, oid(session, table)).forEach(key -> all.add(key.drop()));
        partitions.forEach(p -> all.add("ALTER TABLE " + table.quoted() + " DETACH PARTITION "
                + p.name().quoted()));
        step.undo().stream().filter(sql -> !asks(sql)).forEach(all::add);
        others.forEach(other -> all.add("ALTER TABLE " + other.name().quoted() + " INHERIT " + table.quoted()));
        Together.send(session, all);
    }

    private static long oid(Session session, QualifiedName table) throws SQLException {
        return session.first("SELECT pg_catalog.to_regclass(?)::oid::bigint", row -> row.getLong(1), table.quoted())
                .orElseThrow();
    }

    private void end(AppliedStep step, QualifiedName table, ConversionDetail detail, List<LivePartition> children)
            throws SQLException {
        var others = step.undo().stream()
                .filter(Swap::asks)
                .filter(sql -> !sql.equals(ConversionSteps.ask(table)))
                .toList();
        for (var child : children) {
            var asked = Stream.concat(
                            Stream.of(ConversionSteps.ask(table), ConversionSteps.ask(child.name())), others.stream())
                    .toList();
            within(step, asked, () -> drop(table, child.name()));
        }
        var all = Stream.concat(Stream.of(ConversionSteps.ask(table)), others.stream())
                .toList();
        within(step, all, () -> {
            Together.send(runner.session(), detail.after());
            runner.journal().ends(step, StepState.UNDONE, null, null);
        });
    }

    private void within(AppliedStep step, List<String> asked, Session.Work work) throws SQLException {
        var held = Locks.within(runner, asked, work);
        runner.journal().locked(step, held.longestWaitOfOthers());
    }

    private void drop(QualifiedName table, QualifiedName child) throws SQLException {
        if (runner.session().holds("SELECT EXISTS (SELECT FROM ONLY " + child.quoted() + ")")) {
            throw Problem.refused("Table " + child + " has rows again; undo again moves them", null);
        }
        runner.session().execute("ALTER TABLE " + child.quoted() + " NO INHERIT " + table.quoted());
        runner.session().execute("DROP TABLE " + child.quoted());
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
