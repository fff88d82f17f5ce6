package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionPolicy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps by which a table gets the partitions for the present and for what comes.
 *
 * <p>A range of which the default partition has rows is left to be drained. Where the default partition is large, a validated check
 * says that it has no rows of the new ranges, so that it is not read under a lock; a small one is read in less time than the check
 * takes, and without the check nothing is refused meanwhile.
 */
final class AheadPlan {

    /** A table of so many bytes is read in a millisecond or two. */
    private static final long SMALL = 1 << 20;

    private static final String ELSEWHERE = "howdah_elsewhere";

    private final Session session;
    private final DividedTable table;
    private final PartitionPolicy policy;
    private final Grid grid;
    private final UpkeepDetail detail;

    AheadPlan(Session session, DividedTable table, PartitionPolicy policy, UpkeepDetail detail) {
        this.session = session;
        this.table = table;
        this.policy = policy;
        this.detail = detail;
        grid = Grid.of(policy.scheme(), Objects.requireNonNull(table.key()));
    }

    List<PlannedStep> steps(@Nullable Instant at) throws SQLException {
        var pieces = unoccupied(due(at));
        var steps = new ArrayList<PlannedStep>();
        if (pieces.isEmpty() && !lacksDefault()) {
            return steps;
        }
        var partitions = NewPartitions.of(session, table, detail);
        if (lacksDefault()) {
            addDefault(partitions, steps);
        }
        var large = pieces.isEmpty() ? Optional.<QualifiedName>empty() : largeDefault();
        if (large.isPresent()) {
            exclude(partitions, large.get(), Piece.joined(pieces), steps);
        }
        for (var piece : pieces) {
            var name = partitions.name(grid.label(piece.from()));
            var bound = partitions.bound(grid, piece);
            steps.add(partitions.make(name, bound));
            steps.add(partitions.attach(name, bound));
        }
        if (large.isPresent()) {
            include(partitions, large.get(), steps);
        }
        return steps;
    }

    /** What there is no partition for, from the present one on. */
    List<Piece> due(@Nullable Instant at) throws SQLException {
        var pieces = new ArrayList<Piece>();
        long start = grid.floor(Now.of(session, table, grid, at));
        for (int i = 0; i <= policy.ahead(); i++) {
            long end = grid.next(start);
            pieces.addAll(Piece.free(table.slices(), start, end));
            start = end;
        }
        return pieces;
    }

    private boolean lacksDefault() {
        return Boolean.TRUE.equals(policy.wantsDefault())
                && table.defaultPartition().isEmpty();
    }

    private void addDefault(NewPartitions partitions, List<PlannedStep> steps) throws SQLException {
        var name = partitions.name("_default");
        steps.add(partitions
                .step(Kind.TRANSACTION, name, "make table " + name, partitions.statements(name))
                .undo(List.of(NewPartitions.mustBeEmpty(name), "DROP TABLE IF EXISTS " + name.quoted())));
        steps.add(partitions.attachDefault(name));
    }

    private List<Piece> unoccupied(List<Piece> pieces) throws SQLException {
        var standing = table.defaultPartition();
        if (standing.isEmpty()) {
            return pieces;
        }
        var free = new ArrayList<Piece>();
        for (var piece : pieces) {
            if (!session.holds("SELECT EXISTS (SELECT FROM ONLY "
                    + standing.get().name().quoted() + " WHERE " + within(piece) + ")")) {
                free.add(piece);
            }
        }
        return free;
    }

    String within(Piece piece) {
        return Bound.between(
                        Objects.requireNonNull(table.column()),
                        Objects.requireNonNull(table.type()),
                        grid.text(piece.from()),
                        grid.text(piece.to()))
                .check();
    }

    private Optional<QualifiedName> largeDefault() throws SQLException {
        var standing = table.defaultPartition();
        boolean large = standing.isPresent()
                && session.holds(
                        "SELECT pg_catalog.pg_relation_size(CAST(? AS oid)) > ?",
                        standing.get().oid(),
                        SMALL);
        return large ? standing.map(Slice::name) : Optional.empty();
    }

    private void exclude(NewPartitions partitions, QualifiedName name, List<Piece> runs, List<PlannedStep> steps) {
        var check = runs.stream()
                .map(run -> "("
                        + Bound.beside(
                                Objects.requireNonNull(table.column()),
                                Objects.requireNonNull(table.type()),
                                grid.text(run.from()),
                                grid.text(run.to()))
                        + ")")
                .collect(Collectors.joining(" AND "));
        var alter = "ALTER TABLE " + name.quoted();
        steps.add(partitions
                .step(
                        Kind.TRANSACTION,
                        name,
                        "have the default partition " + name + " refuse what the new partitions will take",
                        List.of(ask(name), alter + " ADD CONSTRAINT " + ELSEWHERE + " CHECK (" + check + ") NOT VALID"))
                .undo(List.of(ask(name), alter + " DROP CONSTRAINT IF EXISTS " + ELSEWHERE)));
        steps.add(partitions.step(
                Kind.LONG_STATEMENT,
                name,
                "check that " + name + " has no such rows",
                List.of(alter + " VALIDATE CONSTRAINT " + ELSEWHERE)));
    }

    private static void include(NewPartitions partitions, QualifiedName name, List<PlannedStep> steps) {
        steps.add(partitions.step(
                Kind.TRANSACTION,
                name,
                "drop that check of " + name + ", as its bounds say the same now",
                List.of(
                        ask(name),
                        "ALTER TABLE " + name.quoted() + " DROP CONSTRAINT IF EXISTS " + Name.quoted(ELSEWHERE))));
    }

    private static String ask(QualifiedName name) {
        return Locks.ask(name.quoted(), NewPartitions.EXCLUSIVE);
    }
}
