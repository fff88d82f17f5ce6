package io.howdah.app.cli;

import io.howdah.engine.Problem;
import io.howdah.engine.change.PartitionLevel;
import io.howdah.engine.change.PartitionScheme;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By what a table is to be divided into partitions. */
final class DivisionArguments {

    @Option(
            names = "--by",
            paramLabel = "KIND(COLUMN)",
            required = true,
            description = "range(COLUMN), list(COLUMN) or hash(COLUMN).")
    private String by = "";

    @Option(
            names = "--then",
            paramLabel = "KIND(COLUMN)",
            description = "How each partition is divided in its turn; such as 'hash(id) 4'. Copies the rows.")
    private @Nullable String then;

    @Option(
            names = "--every",
            paramLabel = "SPAN",
            description = "Of ranges: hour, day, week, month, quarter, year, or so many numbers; month unless given.")
    private @Nullable String every;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Of ranges: the time zone in which days and months begin; UTC unless given.")
    private @Nullable String zone;

    @Option(
            names = "--ahead",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of ranges: partitions made ahead of time; 3 unless given.")
    private int ahead = 3;

    @Option(
            names = "--values",
            paramLabel = "A,B,…",
            split = ",",
            description = "Of lists: the values that get a partition each; all that there are unless given.")
    private List<String> values = List.of();

    @Option(
            names = "--modulus",
            paramLabel = "N",
            description = "Of hashes: how many partitions; can be written behind hash(COLUMN) too.")
    private @Nullable Integer modulus;

    @Option(
            names = "--copy",
            description = "Of ranges: copy the rows, so that old ones too get partitions of their own.")
    private boolean copy;

    /** What the options amount to; a problem where they do not go together. */
    DivisionWish wish() {
        if (ahead < 0 || ahead > 100) {
            throw Problem.input("--ahead is a number from 0 to 100");
        }
        var levels = new ArrayList<PartitionLevel>();
        levels.add(level("--by", by));
        if (then != null) {
            levels.add(level("--then", then));
        }
        if (levels.size() == 2
                && levels.getFirst().column().equals(levels.getLast().column())) {
            throw Problem.input("--by and --then are by different columns");
        }
        onlyWith("--every", every, levels, PartitionLevel.Ranges.class, "range");
        onlyWith("--zone", zone, levels, PartitionLevel.Ranges.class, "range");
        onlyWith("--values", values.isEmpty() ? null : values, levels, PartitionLevel.Values.class, "list");
        onlyWith("--modulus", modulus, levels, PartitionLevel.Hashed.class, "hash");
        return new DivisionWish(levels, copy, ahead);
    }

    private static void onlyWith(
            String option,
            @Nullable Object value,
            List<PartitionLevel> levels,
            Class<? extends PartitionLevel> kind,
            String word) {
        if (value != null && levels.stream().noneMatch(kind::isInstance)) {
            throw Problem.input(option + " goes with " + word + "(COLUMN)");
        }
    }

    private PartitionLevel level(String option, String text) {
        var form = LevelForm.of(option, text);
        return switch (form.kind()) {
            case "list" -> new PartitionLevel.Values(form.column(), listed());
            case "hash" -> new PartitionLevel.Hashed(form.column(), parts(option, form));
            default -> new PartitionLevel.Ranges(scheme(form.column()));
        };
    }

    private List<String> listed() {
        var all = values.stream().map(String::strip).toList();
        if (all.stream().anyMatch(String::isEmpty) || all.stream().distinct().count() < all.size()) {
            throw Problem.input("--values takes different values with commas between them, such as EU,US");
        }
        return all;
    }

    private int parts(String option, LevelForm form) {
        var number = form.number() == null ? modulus : form.number();
        if (number == null) {
            throw Problem.input("say into how many partitions: " + option + " 'hash(" + form.column() + ") 4'");
        }
        if (number < 2 || number > 1000) {
            throw Problem.input("hash(" + form.column() + ") is into 2 to 1000 partitions, not " + number);
        }
        return number;
    }

    private PartitionScheme scheme(String column) {
        var word = every == null ? "month" : every.strip().toLowerCase(Locale.ROOT);
        if (word.matches("\\d{1,18}")) {
            long step = Long.parseLong(word);
            if (step == 0) {
                throw Problem.input("--every is 1 at least");
            }
            return new PartitionScheme.ByNumber(column, step);
        }
        return new PartitionScheme.ByTime(column, span(word), zone());
    }

    private static PartitionScheme.Span span(String word) {
        Optional<PartitionScheme.Span> known = Arrays.stream(PartitionScheme.Span.values())
                .filter(s -> s.word().equals(word))
                .findFirst();
        return known.orElseThrow(() -> Problem.input(
                "--every is hour, day, week, month, quarter, year or a whole number, not '" + word + "'"));
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone == null ? "UTC" : zone.strip());
        } catch (DateTimeException e) {
            throw Problem.input("--zone '" + zone + "' is no time zone; write it like Europe/Berlin or UTC");
        }
    }
}
