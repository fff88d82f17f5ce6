package io.howdah.engine.apply.partition;

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
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps by which rows of the default partition get the partitions that they belong to.
 *
 * <p>A partition for a range cannot be attached while the default partition has rows of it, and rows that are moved by a transaction
 * are missed by whoever has a snapshot from before and finds them pruned to their new place. So nothing is moved in sight: few rows
 * are copied beside, kept in step, and change place when no snapshot is left from before the copy ({@link DrainByCopy}); of many, the
 * default partition itself becomes the partition ({@link DrainByBounds}).
 */
final class DrainPlan {

    static final int FEW_ROWS = 10_000;

    private static final long FEW_BYTES = 16 << 20;

    private static final int MOST_PIECES = 200;

    private static final long CENTURY = 100L * 366 * 86_400 * 1_000_000;

    private final Session session;
    private final DividedTable table;
    private final PartitionPolicy policy;
    private final UpkeepDetail detail;
    private final List<String> problems;
    private final Grid grid;
    private final String column;

    DrainPlan(Session session, DividedTable table, PartitionPolicy policy, UpkeepDetail detail, List<String> problems) {
        this.session = session;
        this.table = table;
        this.policy = policy;
        this.detail = detail;
        this.problems = problems;
        grid = Grid.of(policy.scheme(), Objects.requireNonNull(table.key()));
        column = Name.quoted(Objects.requireNonNull(table.column()));
    }

    List<PlannedStep> steps(@Nullable Instant at) throws SQLException {
        var standing = table.defaultPartition();
        if (standing.isEmpty()) {
            return List.of();
        }
        long now = Now.of(session, table, grid, at);
        var pieces = pieces(standing.get().name(), now);
        if (pieces.isEmpty()) {
            return List.of();
        }
        var from = standing.get().name();
        if (!table.incoming().isEmpty()) {
            problems.add("The default partition " + from + " of " + table.name()
                    + " has rows of other partitions, which cannot change place while the table is pointed at by "
                    + table.incoming().getFirst().what());
            return List.of();
        }
        var partitions = NewPartitions.of(session, table, detail);
        if (few(standing.get())) {
            return new DrainByCopy(session, table, partitions, grid, problems).steps(from, pieces);
        }
        var whole = whole(from, now);
        if (whole.isEmpty()) {
            problems.add("The default partition " + from + " of " + table.name() + " has more than " + FEW_ROWS
                    + " rows, and not all are of one gap between the partitions, so that it cannot become the partition"
                    + " for them; take the others out of it first: those with no value, or far off");
            return List.of();
        }
        return new DrainByBounds(table, partitions, policy).steps(from, whole.get(), grid);
    }

    private boolean few(Slice standing) throws SQLException {
        return session.holds(
                "SELECT pg_catalog.pg_relation_size(CAST(? AS oid)) <= ? AND (SELECT count(*) <= " + FEW_ROWS
                        + " FROM (SELECT FROM ONLY " + standing.name().quoted() + " LIMIT " + (FEW_ROWS + 1) + ") x)",
                standing.oid(),
                FEW_BYTES);
    }

    /** The ranges of which it has rows; those of rows that belong to no range stay. */
    List<Piece> pieces(QualifiedName from, long now) throws SQLException {
        var pieces = new ArrayList<Piece>();
        Plainly.read(session, () -> {
            var next = lowest(from, null);
            while (next.isPresent() && pieces.size() < MOST_PIECES) {
                long place = next.get();
                if (grid instanceof TimeGrid && place > now + CENTURY) {
                    return;
                }
                if (place == Long.MAX_VALUE) {
                    return;
                }
                long start = grid.floor(place);
                long end = grid.next(start);
                Piece.free(table.slices(), start, end).stream()
                        .filter(piece -> piece.from() <= place && place < piece.to())
                        .forEach(pieces::add);
                next = lowest(
                        from,
                        grid.text(
                                pieces.isEmpty() || pieces.getLast().to() <= place
                                        ? end
                                        : pieces.getLast().to()));
            }
        });
        return pieces;
    }

    private Optional<Long> lowest(QualifiedName from, @Nullable String least) throws SQLException {
        return session.first(
                        "SELECT " + column + "::text FROM ONLY " + from.quoted() + " t WHERE " + finite()
                                + (least == null
                                        ? ""
                                        : " AND " + column + " >= CAST(" + Name.literal(least) + " AS " + table.type()
                                                + ")")
                                + " ORDER BY t." + column + " LIMIT 1",
                        row -> row.getString(1))
                .map(grid::place);
    }

    private String finite() {
        return switch (Objects.requireNonNull(table.key())) {
            case DATE, TIMESTAMP, TIMESTAMPTZ -> "pg_catalog.isfinite(" + column + ")";
            case NUMBER, UUID -> column + " IS NOT NULL";
        };
    }

    /** The range that all its rows lie in and no other partition does; empty where there is none. */
    private Optional<Piece> whole(QualifiedName from, long now) throws SQLException {
        var found = new ArrayList<Piece>();
        Plainly.read(session, () -> {
            boolean homeless = session.holds(
                    "SELECT EXISTS (SELECT FROM ONLY " + from.quoted() + " WHERE (" + finite() + ") IS NOT TRUE)");
            var lowest = lowest(from, null);
            var highest = session.first(
                            "SELECT " + column + "::text FROM ONLY " + from.quoted() + " t WHERE " + finite()
                                    + " ORDER BY t." + column + " DESC LIMIT 1",
                            row -> row.getString(1))
                    .map(grid::place);
            if (homeless || lowest.isEmpty() || highest.isEmpty()) {
                return;
            }
            long end = grid.next(grid.floor(Math.max(highest.get(), grid instanceof TimeGrid ? now : highest.get())));
            Piece.free(table.slices(), grid.floor(lowest.get()), end).stream()
                    .filter(piece -> piece.from() <= lowest.get() && highest.get() < piece.to())
                    .forEach(found::add);
        });
        return found.stream().findFirst();
    }
}
