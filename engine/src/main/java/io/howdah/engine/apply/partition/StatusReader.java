package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a partitioned table and at what maintenance would do. */
final class StatusReader {

    private static final String SIZES = """
            SELECT c.oid::bigint AS oid, c.reltuples, pg_catalog.pg_total_relation_size(c.oid) AS bytes,
                   ARRAY(SELECT x.indexrelid::regclass::text FROM pg_catalog.pg_index x
                          WHERE x.indrelid = c.oid AND NOT x.indisvalid ORDER BY 1) AS invalid
              FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = CAST(? AS oid)""";

    private static final String ANALYZED =
            "SELECT analyzed FROM howdah.partitioned WHERE table_schema = ? AND table_name = ? AND analyzed IS NOT NULL";

    private static final int MANY = 1_000_000;

    private final Session session;
    private final DividedTable table;

    StatusReader(Session session, DividedTable table) {
        this.session = session;
        this.table = table;
    }

    /** What the catalog has of a partition's size. */
    private record Size(double rows, long bytes, List<String> invalid) {
        static Size read(ResultSet row) throws SQLException {
            return new Size(row.getDouble("reltuples"), row.getLong("bytes"), List.of((String[])
                    row.getArray("invalid").getArray()));
        }
    }

    static PartitionsStatus of(Session session, LiveTable live, @Nullable Instant at) throws SQLException {
        var table = DividedTable.of(session, live)
                .orElseThrow(() -> Problem.input("Table " + live.name() + " is not partitioned"));
        return new StatusReader(session, table).read(at);
    }

    private PartitionsStatus read(@Nullable Instant at) throws SQLException {
        var policy = PolicyStore.of(session, table.name()).orElse(null);
        var problem = table.obstacle().orElse(null);
        PartitionPolicy proposal = null;
        if (policy == null && problem == null) {
            try {
                proposal = new PolicyGuess(session, table).policy(null);
            } catch (Problem e) {
                problem = e.text();
            }
        }
        var status = new PartitionsStatus(
                table.name(),
                strategy(),
                table.column(),
                policy,
                proposal,
                problem,
                parts(),
                gaps(),
                null,
                null,
                null,
                0,
                List.of(),
                analyzed());
        var known = policy == null ? proposal : policy;
        return known == null || problem != null ? status : due(status, known, at);
    }

    private String strategy() {
        return switch (table.strategy()) {
            case "r" -> "range";
            case "l" -> "list";
            default -> "hash";
        };
    }

    private List<PartitionsStatus.Part> parts() throws SQLException {
        Map<Long, Size> sizes =
                session
                        .query(
                                SIZES,
                                row -> Map.entry(row.getLong("oid"), Size.read(row)),
                                table.table().oid())
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var parts = new ArrayList<PartitionsStatus.Part>();
        for (var slice : table.slices()) {
            var size = sizes.getOrDefault(slice.oid(), new Size(-1, 0, List.of()));
            parts.add(new PartitionsStatus.Part(
                    slice.name(),
                    slice.bound() == null ? "" : slice.bound(),
                    size.rows() < 0 ? null : Math.round(size.rows()),
                    size.bytes(),
                    slice.isDefault(),
                    slice.detaching(),
                    size.invalid()));
        }
        return parts;
    }

    private List<String> gaps() {
        var ruler = table.ruler();
        var ranges = table.ranges();
        var gaps = new ArrayList<String>();
        for (int i = 1; i < ranges.size() && ruler != null; i++) {
            long from = ranges.get(i - 1).to();
            long to = ranges.get(i).from();
            if (from < to && from != Long.MIN_VALUE) {
                gaps.add("FROM ('" + ruler.text(from) + "') TO ('" + ruler.text(to) + "')");
            }
        }
        return gaps;
    }

    private @Nullable Instant analyzed() throws SQLException {
        if (PolicyStore.of(session, table.name()).isEmpty()) {
            return null;
        }
        return session.first(
                        ANALYZED,
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        table.name().schema(),
                        table.name().name())
                .orElse(null);
    }

    private PartitionsStatus due(PartitionsStatus status, PartitionPolicy policy, @Nullable Instant at)
            throws SQLException {
        var grid = Grid.of(policy.scheme(), Objects.requireNonNull(table.key()));
        var detail = UpkeepDetail.of("", table.name());
        var ahead = new AheadPlan(session, table, policy, detail);
        var old = new RetirementPlan(session, table, policy, detail, new ArrayList<>()).old(at);
        long now = Now.of(session, table, grid, at);
        long until = now;
        int beyond = -1;
        for (var slice : table.ranges()) {
            if (slice.from() <= until && slice.to() > until) {
                until = slice.to();
                beyond++;
            }
        }
        return new PartitionsStatus(
                status.table(),
                status.strategy(),
                status.column(),
                status.policy(),
                status.proposal(),
                status.problem(),
                status.partitions(),
                status.gaps(),
                Math.max(0, beyond),
                beyond < 0 || until == Long.MAX_VALUE ? null : grid.text(until),
                strayRows(),
                ahead.due(at).size(),
                old.stream().map(Slice::name).toList(),
                status.analyzed());
    }

    private @Nullable Long strayRows() throws SQLException {
        var standing = table.defaultPartition().map(Slice::name);
        return standing.isEmpty() ? null : count(standing.get());
    }

    /** Not further than what there is to say of it. */
    private long count(QualifiedName name) throws SQLException {
        return session.first(
                        "SELECT count(*) FROM (SELECT FROM ONLY " + name.quoted() + " LIMIT " + MANY + ") x",
                        row -> row.getLong(1))
                .orElseThrow();
    }
}
