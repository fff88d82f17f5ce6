package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from the bounds of the partitions that there are how a table is partitioned, whoever made them. */
final class PolicyGuess {

    /** Enough of the newest to tell: older ones may be of another length, or have become one. */
    private static final int LOOKED_AT = 12;

    private static final String SERVERS_ZONE = """
            SELECT pg_catalog.current_setting('TimeZone') UNION ALL
            SELECT split_part(c, '=', 2) FROM pg_catalog.pg_db_role_setting, unnest(setconfig) c WHERE c ILIKE 'timezone=%' UNION ALL
            SELECT boot_val FROM pg_catalog.pg_settings WHERE name = 'TimeZone' UNION ALL
            SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'TimeZone'""";

    private final Session session;
    private final DividedTable table;

    PolicyGuess(Session session, DividedTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * What the policy would be; a problem where the bounds do not tell.
     *
     * @param zone in which days are said to begin; null where that is to be told from the bounds
     */
    PartitionPolicy policy(@Nullable ZoneId zone) throws SQLException {
        table.obstacle().ifPresent(reason -> {
            throw Problem.input(reason);
        });
        var scheme = scheme(zone);
        return new PartitionPolicy(
                table.name(), scheme, PartitionPolicy.usualAhead(scheme), null, PartitionPolicy.Old.DETACH, null, null);
    }

    private PartitionScheme scheme(@Nullable ZoneId zone) throws SQLException {
        var column = Objects.requireNonNull(table.column());
        var bounded = table.ranges().stream().filter(Slice::bounded).toList();
        var newest = bounded.subList(Math.max(0, bounded.size() - LOOKED_AT), bounded.size());
        if (newest.isEmpty()) {
            throw Problem.input("Table " + table.name() + " has no partition with two bounds from which to tell the"
                    + " length of the others; say it: --every month");
        }
        return table.key() == KeyType.NUMBER ? numbers(column, newest) : times(column, newest, zone);
    }

    private PartitionScheme numbers(String column, List<Slice> newest) {
        var last = newest.getLast();
        long step = last.to() - last.from();
        if (step <= 0 || Math.floorMod(last.from(), step) != 0) {
            throw Problem.input("Partition " + last.name() + " of " + table.name() + " is from " + last.from() + " to "
                    + last.to() + ", which is no multiple of its length " + step + "; partitions that are kept begin at"
                    + " such");
        }
        return new PartitionScheme.ByNumber(column, step);
    }

    private PartitionScheme times(String column, List<Slice> newest, @Nullable ZoneId zone) throws SQLException {
        var zones = zone == null ? zones() : List.of(zone);
        for (var span : Span.values()) {
            for (var each : zones) {
                if (fits(new PartitionScheme.ByTime(column, span, each), newest)) {
                    return new PartitionScheme.ByTime(column, span, each);
                }
            }
        }
        var last = newest.getLast();
        throw Problem.input("Partition " + last.name() + " of " + table.name() + " is " + last.bound()
                + ", which is no hour, day, week, month, quarter or year in "
                + String.join(" or ", zones.stream().map(ZoneId::getId).toList())
                + "; say in which time zone they are: --zone Europe/Berlin");
    }

    private boolean fits(PartitionScheme.ByTime scheme, List<Slice> newest) {
        var type = Objects.requireNonNull(table.key());
        if (type == KeyType.DATE && scheme.span() == Span.HOUR) {
            return false;
        }
        var grid = Grid.of(scheme, type);
        return newest.stream()
                .allMatch(slice -> grid.floor(slice.from()) == slice.from() && grid.next(slice.from()) == slice.to());
    }

    /** UTC, and what the server and the database count in. */
    private List<ZoneId> zones() throws SQLException {
        var zones = new ArrayList<ZoneId>();
        zones.add(ZoneId.of("UTC"));
        for (var name : session.query(SERVERS_ZONE, row -> row.getString(1))) {
            known(name).filter(zone -> !zones.contains(zone)).ifPresent(zones::add);
        }
        return zones;
    }

    private static Optional<ZoneId> known(@Nullable String name) {
        try {
            return name == null || name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZoneId.of(name))
                            .filter(zone -> !zone.normalized().equals(ZoneOffset.UTC));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
