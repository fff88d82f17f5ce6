package io.howdah.engine.twin;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Types whose values lie on a line: numbers at their value, dates and times at their seconds since 1970. */
enum LineType {
    NUMBER,
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ;

    /** The date, the time of day with its fraction, and the distance from UTC, as the ISO style writes them. */
    private static final Pattern TIME = Pattern.compile(
            "(-?\\d{4,6}-\\d\\d-\\d\\d)(?:[ T](\\d\\d):(\\d\\d):(\\d\\d(?:\\.\\d+)?))?(?:([+-])(\\d\\d)(?::?(\\d\\d))?(?::?\\d\\d)?)?");

    static Optional<LineType> of(String typeName) {
        return switch (typeName) {
            case "pg_catalog.int2",
                    "pg_catalog.int4",
                    "pg_catalog.int8",
                    "pg_catalog.numeric",
                    "pg_catalog.float4",
                    "pg_catalog.float8" -> Optional.of(NUMBER);
            case "pg_catalog.date" -> Optional.of(DATE);
            case "pg_catalog.timestamp" -> Optional.of(TIMESTAMP);
            case "pg_catalog.timestamptz" -> Optional.of(TIMESTAMPTZ);
            default -> Optional.empty();
        };
    }

    boolean isTime() {
        return this != NUMBER;
    }

    /** Where a value lies; not finite for what lies nowhere, such as {@code infinity} or {@code NaN}. */
    double position(String text) {
        if (this == NUMBER) {
            return number(text);
        }
        if (text.equals("infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equals("-infinity") || text.endsWith("BC")) {
            return Double.NEGATIVE_INFINITY;
        }
        var match = TIME.matcher(text);
        if (!match.matches()) {
            throw new NumberFormatException("not a time in the ISO style: " + text);
        }
        double seconds = LocalDate.parse(match.group(1)).toEpochDay() * 86_400.0;
        if (match.group(2) != null) {
            seconds += Integer.parseInt(match.group(2)) * 3600.0
                    + Integer.parseInt(match.group(3)) * 60.0
                    + Double.parseDouble(match.group(4));
        }
        return seconds - zone(match);
    }

    private static double zone(java.util.regex.Matcher match) {
        if (match.group(5) == null) {
            return 0;
        }
        var minutes = match.group(7);
        double seconds =
                Integer.parseInt(match.group(6)) * 3600.0 + (minutes == null ? 0 : Integer.parseInt(minutes) * 60.0);
        return match.group(5).equals("-") ? -seconds : seconds;
    }

    private static double number(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> new BigDecimal(text).doubleValue();
        };
    }

    /** The value at a position, rounded to what the type can hold. */
    String text(double position) {
        if (this == NUMBER) {
            return Plain.number(position);
        }
        long seconds = (long) Math.floor(position);
        if (this == DATE) {
            return LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L)).toString();
        }
        long micros = Math.round((position - seconds) * 1e6);
        var time =
                Instant.ofEpochSecond(seconds).plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        var text =
                time.toLocalDate() + " " + time.toLocalTime().format(java.time.format.DateTimeFormatter.ISO_LOCAL_TIME);
        return this == TIMESTAMPTZ ? text + "+00" : text;
    }
}
