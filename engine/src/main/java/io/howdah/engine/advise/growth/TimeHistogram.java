package io.howdah.engine.advise.growth;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Stretches the histogram of a column of times into the past. */
final class TimeHistogram {

    private static final Set<String> TIMES =
            Set.of("pg_catalog.timestamptz", "pg_catalog.timestamp", "pg_catalog.date");

    /** As the server writes times under DateStyle ISO: date, time of day, offset. */
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4,}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?))?([+-]\\d\\d(?::\\d\\d){0,2})?");

    private static final DateTimeFormatter TIME_OF_DAY = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(java.util.Locale.ROOT);

    private TimeHistogram() {}

    static boolean isTime(Column column) {
        return TIMES.contains(column.typeName());
    }

    /** The distances from the newest bound become so many times as long; the column as it is where a bound cannot be read. */
    static Column reachingBack(Column column, ColumnStatistics statistics, double factor) {
        var bounds = ArrayText.elements(statistics.histogramBounds());
        if (bounds.size() < 2) {
            return column;
        }
        try {
            var stretched = stretched(bounds, factor);
            double distinct = statistics.distinct() > 0 ? statistics.distinct() * factor : statistics.distinct();
            return column.with(statistics
                    .withDistinct(distinct)
                    .withHistogram(
                            stretched.stream().map(b -> '"' + b + '"').collect(Collectors.joining(",", "{", "}"))));
        } catch (DateTimeException | ArithmeticException e) {
            return column;
        }
    }

    private static List<String> stretched(List<String> bounds, double factor) {
        var newest = Bound.of(bounds.getLast());
        var stretched = new ArrayList<String>();
        for (String text : bounds) {
            var bound = Bound.of(text);
            double back = Duration.between(bound.at(), newest.at()).toMillis() * factor;
            var at = newest.at().minus(Duration.ofMillis(Math.round(back)));
            if (at.getYear() < 1) {
                throw new DateTimeException("before the first year");
            }
            stretched.add(bound.at(at));
        }
        return stretched;
    }

    /** A time as the server wrote it; the offset is kept as it is, as differences of an hour do not matter here. */
    private record Bound(LocalDateTime at, boolean timed, String offset) {

        static Bound of(String text) {
            var match = FORM.matcher(text);
            if (!match.matches()) {
                throw new DateTimeException("no time: " + text);
            }
            var time = match.group(2);
            var date = LocalDate.parse(match.group(1));
            var at = time == null ? date.atStartOfDay() : date.atTime(LocalTime.parse(time));
            return new Bound(at, time != null, match.group(3) == null ? "" : match.group(3));
        }

        String at(LocalDateTime other) {
            return other.toLocalDate() + (timed ? " " + TIME_OF_DAY.format(other) : "") + offset;
        }
    }
}
