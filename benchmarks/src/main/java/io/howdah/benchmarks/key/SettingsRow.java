package io.howdah.benchmarks.key;

import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.settings.SettingsRules;
import io.howdah.samples.drive.Run;
import io.howdah.samples.fault.Decision;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The row of the settings: a server at its defaults is wrong under every sample. */
final class SettingsRow {

    private static final Decision FAULT = new Decision("K-31", "server", List.of(), Decision.Kind.SETTINGS, List.of());

    private static final Pattern SETTING = Pattern.compile("ALTER SYSTEM SET (\\S+) = '(.*)';");

    /** A statement that takes this many times as long is named. */
    private static final double SLOWER = 1.2;

    private SettingsRow() {}

    static KeyRow of(Said said, SettingsTrial trial) throws SQLException, InterruptedException {
        if (Decisions.laidOut(FAULT, said).isEmpty()) {
            return KeyRow.missed(FAULT.id(), "settings of the server");
        }
        var sql = sql(said);
        var result = trial.run(sql);
        return KeyRow.of(
                FAULT.id(),
                "settings of the server → " + settings(sql),
                true,
                "catalog; two servers with the same rows, one with them"
                        + (result.restart() ? " after a restart" : "")
                        + ", the workload on both at the same time, %d rounds"
                                .formatted(result.before().size()),
                "–",
                measured(result));
    }

    private static List<String> sql(Said said) {
        var slugs = SettingsRules.all().stream().map(Rule::slug).collect(Collectors.toUnmodifiableSet());
        return said.findings().stream()
                .filter(f -> slugs.contains(f.slug()))
                .flatMap(f -> f.remedy().sql().stream())
                .filter(s -> SETTING.matcher(s).matches())
                .distinct()
                .toList();
    }

    private static String settings(List<String> sql) {
        return sql.stream()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1) + " " + m.group(2))
                .collect(Collectors.joining(", "));
    }

    private static String measured(SettingsTrial.Result result) {
        var ratios = IntStream.range(0, result.before().size())
                .mapToDouble(i ->
                        result.before().get(i).totalMs() / result.after().get(i).totalMs())
                .sorted()
                .toArray();
        var slower = slower(result);
        return "whole workload %.0f → %.0f ms; ÷ %.2f (%.2f to %.2f)%s"
                .formatted(
                        total(result.before()),
                        total(result.after()),
                        ratios[ratios.length / 2],
                        ratios[0],
                        ratios[ratios.length - 1],
                        slower.isEmpty()
                                ? "; no statement slower by a fifth in all rounds but one"
                                : "; slower: " + slower);
    }

    private static double total(List<Run> runs) {
        return median(runs.stream().mapToDouble(Run::totalMs).toArray());
    }

    private static String slower(SettingsTrial.Result result) {
        return names(result).stream()
                .filter(s -> times(result, s) > SLOWER)
                .sorted(Comparator.comparingDouble((String s) -> times(result, s))
                        .reversed())
                .map(s -> "%s %.3g → %.3g ms".formatted(s, p50(result.before(), s), p50(result.after(), s)))
                .collect(Collectors.joining("; "));
    }

    /** The least over the rounds but one, so that what was slower by chance does not count; 0 for what did not run in all. */
    private static double times(SettingsTrial.Result result, String statement) {
        var ratios = IntStream.range(0, result.before().size())
                .mapToDouble(i -> p50(List.of(result.after().get(i)), statement)
                        / p50(List.of(result.before().get(i)), statement))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return ratios.length < result.before().size() ? 0 : ratios[1];
    }

    private static Set<String> names(SettingsTrial.Result result) {
        return result.before().getFirst().statements().stream()
                .map(s -> s.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The median over the rounds of a statement's median. */
    private static double p50(List<Run> runs, String statement) {
        return median(runs.stream()
                .flatMap(r -> r.statement(statement).stream())
                .mapToDouble(s -> s.p50Ms())
                .toArray());
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
