package io.howdah.app.cli;

import io.howdah.app.wish.Names;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.growth.Growth;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The size that advice is asked for, where it is not today's. */
final class GrowthArguments {

    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(d|w|m|y)[a-z]*");

    /** Days of a unit; a month is a twelfth of a year. */
    private static final double[] DAYS = {1, 7, 365.25 / 12, 365.25};

    private static final double SECONDS_A_DAY = 86_400;

    @Option(
            names = "--at",
            paramLabel = "[TABLE=]ROWS",
            split = ",",
            description =
                    "Advice for a size to come: so many rows in the largest table, the others as many times as many"
                            + " (lists of under 1,000 rows stay), or TABLE=ROWS for tables named one by one.")
    private List<String> at = List.of();

    @Option(
            names = "--growth",
            paramLabel = "TIME",
            description = "Advice for the size in so long, such as 12months or 90days, by each table's own growth.")
    private @Nullable String growth;

    boolean isAsked() {
        return growth != null || !at.isEmpty();
    }

    /** Null where advice is asked for today. */
    @Nullable
    Growth of(Catalog catalog) {
        if (!at.isEmpty() && growth != null) {
            throw Problem.input("--at and --growth both say how large tables are to be; give one of them");
        }
        if (growth != null) {
            return Growth.in(catalog, time(growth));
        }
        if (at.isEmpty()) {
            return null;
        }
        return at.size() == 1 && !at.getFirst().contains("=")
                ? Growth.toLargest(catalog, rows(at.getFirst()))
                : Growth.toRows(catalog, named(catalog));
    }

    private Map<QualifiedName, Double> named(Catalog catalog) {
        var named = new LinkedHashMap<QualifiedName, Double>();
        for (var word : at) {
            int equals = word.lastIndexOf('=');
            if (equals < 1 || equals == word.length() - 1) {
                throw Problem.input(
                        "--at takes ROWS, such as 100M, or TABLE=ROWS,…, and '" + word + "' is not of that form");
            }
            named.put(Names.table(catalog, word.substring(0, equals).strip()), rows(word.substring(equals + 1)));
        }
        return named;
    }

    private static double rows(String text) {
        try {
            return Amount.of(text).rows();
        } catch (CommandLine.TypeConversionException e) {
            throw new Problem(Problem.Kind.INPUT, "--at: " + e.getMessage(), e);
        }
    }

    static Duration time(String text) {
        var match = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw Problem.input("--growth: '" + text + "' is not a time; write it like 90days, 12months or 2years");
        }
        double days = Double.parseDouble(match.group(1)) * DAYS["dwmy".indexOf(match.group(2))];
        if (days < 1 || days > 36_525) {
            throw Problem.input("--growth: from a day to a hundred years");
        }
        return Duration.ofSeconds(Math.round(days * SECONDS_A_DAY));
    }
}
