package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A partitioned table as the target database has it now.
 *
 * @param strategy {@code r}, {@code l} or {@code h}
 * @param column that decides; null where that is an expression, or several
 * @param type of that column, as {@code pg_type} names it
 * @param key what ranges of it are made of; null where they cannot be kept by us
 * @param slices sorted by their place
 */
record DividedTable(
        LiveTable table,
        String strategy,
        @Nullable String column,
        @Nullable String type,
        @Nullable KeyType key,
        boolean notNull,
        List<Slice> slices,
        List<ForeignKey> outgoing,
        List<ForeignKey> incoming) {

    private static final String KEY = """
            SELECT p.partstrat::text AS strategy, CASE WHEN p.partnatts = 1 THEN a.attname END AS attname, t.typname,
                   coalesce(a.attnotnull, false) AS attnotnull
              FROM pg_catalog.pg_partitioned_table p
              LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = (p.partattrs::int2[])[0] AND a.attnum > 0
              LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
             WHERE p.partrelid = CAST(? AS oid)""";

    /** Empty where the table is not partitioned. */
    static Optional<DividedTable> of(Session session, LiveTable table) throws SQLException {
        var read = new ArrayList<DividedTable>();
        Plainly.read(
                session,
                () -> session.first(KEY, row -> key(table, row), table.oid()).ifPresent(read::add));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        var whole = new ArrayList<DividedTable>();
        Plainly.read(session, () -> whole.add(read.getFirst().complete(session)));
        return Optional.of(whole.getFirst());
    }

    private static DividedTable key(LiveTable table, ResultSet row) throws SQLException {
        var strategy = row.getString("strategy");
        var column = row.getString("attname");
        var type = row.getString("typname");
        var key = strategy.equals("r") && column != null ? KeyType.of(type).orElse(null) : null;
        return new DividedTable(
                table,
                strategy,
                column,
                column == null ? null : type,
                key,
                row.getBoolean("attnotnull"),
                List.of(),
                List.of(),
                List.of());
    }

    private DividedTable complete(Session session) throws SQLException {
        var sorted = Slice.of(session, table.oid(), ruler()).stream()
                .sorted(Comparator.comparingLong(Slice::from).thenComparing(Slice::name))
                .toList();
        return new DividedTable(
                table,
                strategy,
                column,
                type,
                key,
                notNull,
                sorted,
                ForeignKey.of(session, table.oid()),
                ForeignKey.pointingAt(session, table.oid()));
    }

    /** Tells places, whatever the length of the partitions. */
    @Nullable
    Grid ruler() {
        if (key == null || column == null) {
            return null;
        }
        return key == KeyType.NUMBER
                ? new NumberGrid(1)
                : TimeGrid.of(key, new PartitionScheme.ByTime(column, Span.DAY, ZoneOffset.UTC));
    }

    QualifiedName name() {
        return table.name();
    }

    Optional<Slice> defaultPartition() {
        return slices.stream().filter(Slice::isDefault).findFirst();
    }

    List<Slice> ranges() {
        return slices.stream().filter(slice -> !slice.isDefault()).toList();
    }

    /** Why its partitions cannot be kept by us; empty where they can. */
    Optional<String> obstacle() {
        if (strategy.equals("l") || strategy.equals("h")) {
            return Optional.of("Table " + name() + " is partitioned by " + (strategy.equals("l") ? "list" : "hash")
                    + "; partitions come and go only where they are ranges");
        }
        if (column == null) {
            return Optional.of("Table " + name()
                    + " is partitioned by several columns or by an expression; only ranges of one column are kept");
        }
        if (key == null) {
            return Optional.of("Table " + name() + " is partitioned by " + column + " of type " + type
                    + "; only ranges of dates, timestamps, whole numbers and UUIDs of version 7 are kept");
        }
        return slices.stream()
                .filter(slice -> slice.kind().equals("p"))
                .findFirst()
                .map(slice -> "Partition " + slice.name() + " of " + name()
                        + " is partitioned in its turn; tables with partitions of partitions are not kept");
    }
}
