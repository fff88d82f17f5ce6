package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a table is at present: the place of now, or of its newest number. */
final class Now {

    private Now() {}

    /** @param at as if it were then; null for the server's clock */
    static long of(Session session, DividedTable table, Grid grid, @Nullable Instant at) throws SQLException {
        return grid instanceof TimeGrid time
                ? time.place(at == null ? clock(session) : at)
                : newest(session, table, grid);
    }

    static Instant clock(Session session) throws SQLException {
        return session.first(
                        "SELECT pg_catalog.clock_timestamp()",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElseThrow();
    }

    /** Partition by partition from the last, as a query of the whole would lock all of them. */
    private static long newest(Session session, DividedTable table, Grid grid) throws SQLException {
        var standing = table.defaultPartition();
        var highest = standing.isEmpty() ? Optional.<Long>empty() : highest(session, table, standing.get(), grid);
        for (var slice : table.ranges().reversed()) {
            var found = slice.detaching() ? Optional.<Long>empty() : highest(session, table, slice, grid);
            if (found.isPresent()) {
                return Math.max(found.get(), highest.orElse(Long.MIN_VALUE));
            }
        }
        long lowest = table.ranges().stream()
                .filter(Slice::bounded)
                .mapToLong(Slice::from)
                .min()
                .orElse(0);
        return highest.orElse(Math.max(0, lowest));
    }

    private static Optional<Long> highest(Session session, DividedTable table, Slice slice, Grid grid)
            throws SQLException {
        var column = Name.quoted(Objects.requireNonNull(table.column()));
        return session.first(
                        "SELECT " + column + "::text FROM ONLY " + slice.name().quoted() + " t WHERE " + column
                                + " IS NOT NULL ORDER BY t." + column + " DESC LIMIT 1",
                        row -> row.getString(1))
                .map(grid::place);
    }
}
