package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.twin.Structure.Partitioning;
import io.howdah.engine.twin.Structure.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the partitions that a table would have, and how its rows would be spread over them. */
final class Slices {

    private static final int MOST = 1000;
    private static final double DAY = 86_400;

    private final String what;
    private final Column column;
    private final ColumnStatistics statistics;

    private Slices(String what, Column column, ColumnStatistics statistics) {
        this.what = what;
        this.column = column;
        this.statistics = statistics;
    }

    /** @param what the column's name, for people */
    static List<Slice> of(Partitioning by, Column column, String what) {
        var statistics = column.statistics();
        if (statistics == null && !(by instanceof Partitioning.ByHash)) {
            throw Problem.input(
                    "there are no statistics of " + what + " to divide the table by; run ANALYZE, then try again");
        }
        var none = new ColumnStatistics(false, 0, 8, -1, null, null, null, null, null, null, null, null, null, null);
        var slices = new Slices(what, column, statistics == null ? none : statistics);
        return switch (by) {
            case Partitioning.ByTime time -> slices.byTime(time.span());
            case Partitioning.ByNumber number -> slices.byNumber(number.width());
            case Partitioning.ByList list -> slices.byList(list.values());
            case Partitioning.ByHash hash -> slices.byHash(hash.partitions());
        };
    }

    private LineType line(boolean time) {
        return LineType.of(column.typeName())
                .filter(type -> type.isTime() == time)
                .orElseThrow(() -> Problem.input(what + " is of type " + column.type() + ", and "
                        + (time ? "days, weeks, months and years divide dates and times" : "a width divides numbers")));
    }

    private Distribution distribution(LineType type) {
        return Distribution.of(statistics, type)
                .orElseThrow(() -> Problem.input("the statistics of " + what
                        + " have no values to divide the table by; run ANALYZE as a role that may read them"));
    }

    private List<Slice> byTime(Span span) {
        var type = line(true);
        var distribution = distribution(type);
        var bounds = new ArrayList<Double>();
        var day = start(LocalDate.ofEpochDay((long) Math.floor(distribution.smallest() / DAY)), span);
        bounds.add(day.toEpochDay() * DAY);
        while (day.toEpochDay() * DAY <= distribution.largest()) {
            day = next(day, span);
            bounds.add(day.toEpochDay() * DAY);
            few(bounds.size() - 1);
        }
        return ranges(type, distribution, bounds);
    }

    private static LocalDate start(LocalDate day, Span span) {
        return switch (span) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    private static LocalDate next(LocalDate day, Span span) {
        return switch (span) {
            case DAY -> day.plusDays(1);
            case WEEK -> day.plusWeeks(1);
            case MONTH -> day.plusMonths(1);
            case QUARTER -> day.plusMonths(3);
            case YEAR -> day.plusYears(1);
        };
    }

    private List<Slice> byNumber(double width) {
        if (!(width > 0)) {
            throw Problem.input("a partition of " + what + " cannot be " + Plain.number(width) + " wide");
        }
        var type = line(false);
        var distribution = distribution(type);
        double first = Math.floor(distribution.smallest() / width);
        double count = Math.floor(distribution.largest() / width) - first + 1;
        few(count);
        var bounds = new ArrayList<Double>();
        for (int i = 0; i <= count; i++) {
            bounds.add((first + i) * width);
        }
        return ranges(type, distribution, bounds);
    }

    private List<Slice> ranges(LineType type, Distribution distribution, List<Double> bounds) {
        double present = 1 - statistics.nullFraction();
        var slices = new ArrayList<Slice>();
        for (int i = 0; i + 1 < bounds.size(); i++) {
            double from = bounds.get(i);
            double to = bounds.get(i + 1);
            // The largest value of all belongs to the last range, not behind it.
            double share = distribution.share(from, i + 2 == bounds.size() ? Double.POSITIVE_INFINITY : to);
            slices.add(Slice.range(
                    suffix(type, from, i),
                    Name.literal(type.text(from)),
                    Name.literal(type.text(to)),
                    share * present,
                    from,
                    to));
        }
        if (statistics.nullFraction() > 0) {
            slices.add(Slice.rest(statistics.nullFraction()));
        }
        return slices;
    }

    private static String suffix(LineType type, double from, int number) {
        return type.isTime()
                ? "p"
                        + LocalDate.ofEpochDay((long) Math.floor(from / DAY))
                                .toString()
                                .replace('-', '_')
                : "p" + (number + 1);
    }

    private List<Slice> byList(List<String> wanted) {
        var common = ArrayText.elements(statistics.mostCommonValues());
        var frequencies = ArrayText.elements(statistics.mostCommonFrequencies());
        var values = wanted.isEmpty() ? common : wanted;
        if (values.isEmpty()) {
            throw Problem.input("the statistics of " + what + " have no common values to make a list of; name them");
        }
        few(values.size());
        var slices = new ArrayList<Slice>();
        double others = rareShare(common.size(), frequencies);
        for (var value : values) {
            int at = common.indexOf(value);
            double share = at >= 0 ? Double.parseDouble(frequencies.get(at)) : others;
            slices.add(new Slice(
                    "p" + (slices.size() + 1) + "_"
                            + value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"),
                    "FOR VALUES IN (" + Name.literal(value) + ")",
                    share,
                    Double.NaN,
                    Double.NaN,
                    List.of(value)));
        }
        double listed = slices.stream().mapToDouble(Slice::share).sum();
        slices.add(Slice.rest(Math.max(0, 1 - listed)));
        return slices;
    }

    /** Share of the rows with one value that is none of the common ones. */
    private double rareShare(int common, List<String> frequencies) {
        double rest = 1
                - statistics.nullFraction()
                - frequencies.stream().mapToDouble(Double::parseDouble).sum();
        double rare = statistics.distinct() > 0 ? Math.max(1, statistics.distinct() - common) : 1000;
        return Math.max(0, rest) / rare;
    }

    private List<Slice> byHash(int partitions) {
        if (partitions < 1) {
            throw Problem.input("a table cannot have " + partitions + " partitions");
        }
        few(partitions);
        var slices = new ArrayList<Slice>();
        for (int i = 0; i < partitions; i++) {
            slices.add(new Slice(
                    "p" + i,
                    "FOR VALUES WITH (MODULUS " + partitions + ", REMAINDER " + i + ")",
                    1.0 / partitions,
                    Double.NaN,
                    Double.NaN,
                    List.of()));
        }
        return slices;
    }

    private void few(double count) {
        if (count > MOST) {
            throw Problem.input("that would make more than " + MOST + " partitions of " + what + "; make them wider");
        }
    }
}
