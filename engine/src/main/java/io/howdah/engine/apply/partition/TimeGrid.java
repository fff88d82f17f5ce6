package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * Partitions of an hour to a year. Days begin in the time zone that the scheme names, whatever that of a session is; the bounds are
 * written so that they mean the same in all.
 *
 * @param zone that is counted in: of moments that of the scheme, of types without a time zone UTC
 * @param clock the time zone whose clock the values of types without a time zone show
 */
record TimeGrid(KeyType type, Span span, ZoneId zone, ZoneId clock) implements Grid {

    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(TEXT)
            .appendOffset("+HH:mm:ss", "+00")
            .toFormatter(Locale.ROOT);

    static TimeGrid of(KeyType type, PartitionScheme.ByTime scheme) {
        if (type == KeyType.DATE && scheme.span() == Span.HOUR) {
            throw Problem.input("Column " + scheme.column() + " is a date, which has no hours");
        }
        return new TimeGrid(type, scheme.span(), type.isMoment() ? scheme.zone() : ZoneOffset.UTC, scheme.zone());
    }

    @Override
    public long floor(long place) {
        var time = at(place);
        return span == Span.HOUR ? place(time.truncatedTo(ChronoUnit.HOURS)) : dayStart(firstDay(time.toLocalDate()));
    }

    private LocalDate firstDay(LocalDate day) {
        return switch (span) {
            case HOUR, DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /** Counted by the calendar, so that a day with a change of the clock has 23 or 25 hours. */
    @Override
    public long next(long start) {
        var day = at(start).toLocalDate();
        return switch (span) {
            case HOUR -> place(at(start).plusHours(1));
            case DAY -> dayStart(day.plusDays(1));
            case WEEK -> dayStart(day.plusWeeks(1));
            case MONTH -> dayStart(day.plusMonths(1));
            case QUARTER -> dayStart(day.plusMonths(3));
            case YEAR -> dayStart(day.plusYears(1));
        };
    }

    private long dayStart(LocalDate day) {
        return place(day.atStartOfDay(zone));
    }

    private ZonedDateTime at(long place) {
        return Instant.EPOCH.plus(place, ChronoUnit.MICROS).atZone(zone);
    }

    private static long place(ZonedDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }

    @Override
    public String text(long place) {
        var utc = at(place).withZoneSameInstant(ZoneOffset.UTC);
        return switch (type) {
            case DATE -> utc.toLocalDate().toString();
            case TIMESTAMP -> TEXT.format(utc);
            case TIMESTAMPTZ -> WITH_OFFSET.format(utc);
            case UUID -> uuid(Math.floorDiv(place, 1000));
            case NUMBER -> throw new IllegalStateException(type.toString());
        };
    }

    private static String uuid(long millis) {
        var hex = "%012x".formatted(millis);
        return hex.substring(0, 8) + "-" + hex.substring(8) + "-0000-0000-000000000000";
    }

    @Override
    public long place(String text) {
        return switch (text) {
            case "infinity" -> Long.MAX_VALUE;
            case "-infinity" -> Long.MIN_VALUE;
            default -> finite(text);
        };
    }

    private long finite(String text) {
        return switch (type) {
            case DATE -> place(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC));
            case TIMESTAMP -> place(LocalDateTime.parse(text, TEXT).atZone(ZoneOffset.UTC));
            case TIMESTAMPTZ -> place(OffsetDateTime.parse(text, WITH_OFFSET).toZonedDateTime());
            case UUID -> 1000 * Long.parseLong(text.substring(0, 8) + text.substring(9, 13), 16);
            case NUMBER -> throw new IllegalStateException(type.toString());
        };
    }

    /** Hours of moments go by UTC, as one hour of the year comes twice elsewhere. */
    @Override
    public String label(long start) {
        var time = at(start);
        return switch (span) {
            case HOUR ->
                DateTimeFormatter.ofPattern("uuuu_MM_dd't'HHmm", Locale.ROOT)
                                .format(time.withZoneSameInstant(ZoneOffset.UTC))
                        + (type.isMoment() ? "z" : "");
            case DAY -> DateTimeFormatter.ofPattern("uuuu_MM_dd", Locale.ROOT).format(time);
            case WEEK ->
                "%04dw%02d".formatted(time.get(IsoFields.WEEK_BASED_YEAR), time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT).format(time);
            case QUARTER -> "%04dq%d".formatted(time.getYear(), time.get(IsoFields.QUARTER_OF_YEAR));
            case YEAR -> "%04d".formatted(time.getYear());
        };
    }

    /** The place of a moment. */
    long place(Instant moment) {
        return type.isMoment()
                ? place(moment.atZone(ZoneOffset.UTC))
                : place(LocalDateTime.ofInstant(moment, clock).atZone(ZoneOffset.UTC));
    }
}
