package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionPolicy.Keep;
import io.howdah.engine.change.PartitionPolicy.Old;
import io.howdah.engine.change.PartitionScheme;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the steps by which partitions go whose rows are older than wanted; what interrupted detachments left goes first. */
final class RetirementPlan {

    private final Session session;
    private final DividedTable table;
    private final PartitionPolicy policy;
    private final UpkeepDetail detail;
    private final List<String> problems;
    private final Grid grid;

    RetirementPlan(
            Session session, DividedTable table, PartitionPolicy policy, UpkeepDetail detail, List<String> problems) {
        this.session = session;
        this.table = table;
        this.policy = policy;
        this.detail = detail;
        this.problems = problems;
        grid = Grid.of(policy.scheme(), Objects.requireNonNull(table.key()));
    }

    List<PlannedStep> steps(@Nullable Instant at) throws SQLException {
        var steps = new ArrayList<PlannedStep>();
        for (var slice : table.slices()) {
            if (slice.detaching()) {
                steps.add(detach(slice, "end the detachment of " + slice.name() + " that was interrupted"));
            }
        }
        var old = old(at);
        if (!old.isEmpty() && !table.incoming().isEmpty()) {
            problems.add("Partitions of " + table.name() + " are older than " + policy.keep() + ", the first is "
                    + old.getFirst().name() + ", but rows of the table are referenced by "
                    + table.incoming().getFirst().what()
                    + "; drop that foreign key, or keep the partitions: howdah partition policy … --keep forever");
            return steps;
        }
        for (var slice : old) {
            retire(slice, steps);
        }
        return steps;
    }

    /** Those that end before what is kept begins. */
    List<Slice> old(@Nullable Instant at) throws SQLException {
        if (policy.keep() == null) {
            return List.of();
        }
        long cutoff = cutoff(policy.keep(), at);
        return table.ranges().stream()
                .filter(slice -> !slice.detaching() && slice.to() != Long.MIN_VALUE && slice.to() <= cutoff)
                .toList();
    }

    private long cutoff(Keep keep, @Nullable Instant at) throws SQLException {
        if (keep.unit() == null) {
            return Now.of(session, table, grid, null) - keep.count();
        }
        var zone = policy.scheme() instanceof PartitionScheme.ByTime time ? time.zone() : java.time.ZoneOffset.UTC;
        var now = (at == null ? Now.clock(session) : at).atZone(zone);
        return grid instanceof TimeGrid time ? time.place(before(now, keep).toInstant()) : Long.MIN_VALUE;
    }

    private static ZonedDateTime before(ZonedDateTime now, Keep keep) {
        return switch (Objects.requireNonNull(keep.unit())) {
            case HOUR -> now.minusHours(keep.count());
            case DAY -> now.minusDays(keep.count());
            case WEEK -> now.minusWeeks(keep.count());
            case MONTH -> now.minusMonths(keep.count());
            case QUARTER -> now.minusMonths(3 * keep.count());
            case YEAR -> now.minusYears(keep.count());
        };
    }

    private void retire(Slice slice, List<PlannedStep> steps) throws SQLException {
        if (!slice.plain()) {
            problems.add("Partition " + slice.name() + " is no plain table, and is not retired");
            return;
        }
        steps.add(detach(slice, "detach " + slice.name() + ", " + slice.bound()));
        if (policy.old() == Old.ARCHIVE) {
            steps.add(step(
                    Kind.ARCHIVE_PARTITION, slice, "archive " + slice.name() + " in " + policy.archive(), List.of()));
        }
        if (policy.old() != Old.DETACH) {
            steps.add(step(Kind.TRANSACTION, slice, "drop " + slice.name(), dropped(slice))
                    .finishing());
        }
    }

    private PlannedStep detach(Slice slice, String summary) throws SQLException {
        boolean plainly =
                table.defaultPartition().isPresent() || !table.outgoing().isEmpty();
        var sql = new ArrayList<String>();
        if (plainly) {
            sql.add(Locks.ask("ONLY " + table.name().quoted(), NewPartitions.EXCLUSIVE));
            sql.add(Locks.ask(slice.name().quoted(), NewPartitions.EXCLUSIVE));
            others("ACCESS EXCLUSIVE").forEach(sql::add);
        }
        sql.add(Detachment.detach(table.name(), slice.name(), !plainly));
        return step(Kind.DETACH_PARTITION, slice, summary, sql).undo(attach(slice));
    }

    private Stream<String> others(String onReferenced) {
        return Stream.concat(
                        table.defaultPartition().stream()
                                .map(d -> Locks.ask(d.name().quoted(), NewPartitions.EXCLUSIVE)),
                        table.outgoing().stream().map(key -> Locks.ask(key.to().quoted(), onReferenced)))
                .distinct();
    }

    private List<String> attach(Slice slice) {
        if (!slice.plain() || slice.bound() == null || slice.from() == Long.MIN_VALUE || slice.to() == Long.MAX_VALUE) {
            return slice.bound() == null
                    ? List.of()
                    : Stream.concat(
                                    others("SHARE ROW EXCLUSIVE"),
                                    Stream.of(attach(slice.name().quoted(), slice.bound())))
                            .toList();
        }
        var bound = Bound.between(
                Objects.requireNonNull(table.column()),
                Objects.requireNonNull(table.type()),
                grid.text(slice.from()),
                grid.text(slice.to()));
        return Stream.of(
                        others("SHARE ROW EXCLUSIVE"),
                        Stream.of(
                                NewPartitions.addCheck(slice.name(), bound),
                                attach(slice.name().quoted(), bound.forValues()),
                                NewPartitions.dropCheck(slice.name())))
                .flatMap(s -> s)
                .toList();
    }

    private String attach(String partition, String forValues) {
        return "ALTER TABLE " + table.name().quoted() + " ATTACH PARTITION " + partition + " " + forValues;
    }

    private List<String> dropped(Slice slice) {
        var name = slice.name().quoted();
        var guard = "DO $howdah$ BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass("
                + Name.literal(name) + ") AND relispartition) THEN RAISE EXCEPTION USING MESSAGE = "
                + "'It is a partition again, so it is not dropped', ERRCODE = 'object_in_use'; END IF; END $howdah$";
        return Stream.of(
                        table.outgoing().stream()
                                .map(key -> Locks.ask(key.to().quoted(), NewPartitions.EXCLUSIVE))
                                .distinct(),
                        Stream.of(guard, "DROP TABLE IF EXISTS " + name))
                .flatMap(s -> s)
                .toList();
    }

    private PlannedStep step(Kind kind, Slice slice, String summary, List<String> sql) throws SQLException {
        var checks = session.query(
                Detachment.CHECKS, row -> row.getString(1), slice.name().quoted());
        var own = detail.partition(slice.bound(), checks);
        return PlannedStep.on(kind, table.table(), summary, sql)
                .object(slice.name())
                .detail((policy.archive() == null ? own : own.file(policy.archive())).json());
    }
}
