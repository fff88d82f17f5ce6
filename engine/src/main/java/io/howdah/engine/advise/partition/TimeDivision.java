package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Structure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Divides a table by stretches of time, as long as its rows reach back. */
final class TimeDivision {

    /** Partitions made ahead of time. */
    private static final int AHEAD = 3;

    /** Partitions of a table that somebody would want to look after; ours. More come of a value like the year 9999. */
    private static final int MOST = 1000;

    /** Physical order from which on a block range index finds its rows; ours. */
    private static final double ORDERED = 0.9;

    private TimeDivision() {}

    static Optional<Division> of(Catalog catalog, Relation table, Column column) {
        var moments = ArrayText.elements(
                        Objects.requireNonNull(column.statistics()).histogramBounds())
                .stream()
                .flatMap(v -> Bounds.moment("'" + v + "'").stream())
                .toList();
        if (moments.size() < 2) {
            return Optional.empty();
        }
        var span = span(Duration.between(moments.getFirst(), moments.getLast()).toDays());
        return span.flatMap(s -> Optional.of(bounds(s, moments.getFirst(), later(moments.getLast(), catalog.readAt())))
                .filter(bounds -> bounds.size() <= MOST)
                .map(bounds -> division(table, column, s, bounds)));
    }

    private static Instant later(Instant last, Instant now) {
        return last.isAfter(now) ? last : now;
    }

    /** So long that there are some dozens. */
    private static Optional<Structure.Span> span(long days) {
        if (days < 7) {
            return Optional.empty();
        }
        return Optional.of(
                days <= 31
                        ? Structure.Span.DAY
                        : days <= 120
                                ? Structure.Span.WEEK
                                : days <= 5 * 365
                                        ? Structure.Span.MONTH
                                        : days <= 15 * 365 ? Structure.Span.QUARTER : Structure.Span.YEAR);
    }

    private static Map<String, String> bounds(Structure.Span span, Instant first, Instant last) {
        var bounds = new LinkedHashMap<String, String>();
        var start = floor(span, first.atZone(ZoneOffset.UTC).toLocalDate());
        var end = last.atZone(ZoneOffset.UTC).toLocalDate();
        for (int ahead = 0; ahead <= AHEAD; start = next(span, start)) {
            ahead += start.isAfter(end) ? 1 : 0;
            if (ahead <= AHEAD) {
                bounds.put(
                        start.toString().replace('-', '_'),
                        "FOR VALUES FROM ('%s') TO ('%s')".formatted(start, next(span, start)));
            }
        }
        bounds.put("default", "DEFAULT");
        return bounds;
    }

    private static LocalDate floor(Structure.Span span, LocalDate day) {
        return switch (span) {
            case DAY -> day;
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    private static LocalDate next(Structure.Span span, LocalDate start) {
        return switch (span) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
        };
    }

    private static Division division(Relation table, Column column, Structure.Span span, Map<String, String> bounds) {
        return new Division(
                table,
                column,
                new Structure.Partitioned(table.name(), new Structure.Partitioning.ByTime(column.name(), span)),
                "Old rows are deleted by %s: each one found, marked, logged, and vacuumed afterwards with its index entries. A partition is dropped as a whole, at once."
                        .formatted(column.name()),
                "",
                bounds,
                List.of(),
                List.of(
                        "Retention is DROP TABLE of a partition (detach it CONCURRENTLY first): no dead rows, no vacuum, and the room comes back.",
                        "Vacuum, index builds and reports work on one stretch at a time; new partitions have to be made ahead of time."),
                brin(table, column),
                "retention goes on deleting row by row: then in batches, by an index on %s.".formatted(column.name()));
    }

    private static @Nullable Choice brin(Relation table, Column column) {
        var correlation = Objects.requireNonNull(column.statistics()).correlation();
        return correlation == null || Math.abs(correlation) < ORDERED
                ? null
                : new Choice(
                        "a block range index (BRIN) on " + column.name(),
                        List.of(
                                "Rows lie in the order of time (correlation %.2f): the index takes some kilobytes, and reports over a range read that range alone."
                                        .formatted(correlation),
                                "Every other statement stays as it is; retention still deletes row by row, and rows that fill the gaps spoil the order."),
                        List.of("CREATE INDEX CONCURRENTLY ON " + table.name().quoted() + " USING brin ("
                                + Name.quoted(column.name()) + ") WITH (autosummarize = on)"));
    }
}
