package io.howdah.engine.verify;

import io.howdah.engine.verify.StatementComparison.Trend;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one piece of advice, from the statements that it was meant for.
 *
 * @param why in a sentence, with the figures
 */
public record Judgement(Verdict verdict, String why) {

    /**
     * Judges by the statements that were to gain. Several changes that were applied together and serve the same statement
     * share what became of it: nothing can tell them apart.
     *
     * @param statementIds that were to gain; empty where none was, as when an index is dropped
     */
    public static Judgement of(List<String> statementIds, Comparison comparison) {
        if (statementIds.isEmpty()) {
            return ofNobody(comparison);
        }
        var known = statementIds.stream()
                .map(comparison::statement)
                .flatMap(Optional::stream)
                .filter(s -> s.trend() != Trend.UNKNOWN)
                .toList();
        if (known.isEmpty()) {
            return new Judgement(
                    Verdict.NOT_ENOUGH_EVIDENCE,
                    "The statements that it serves ran too seldom before or after (" + comparison.source() + ")");
        }
        return judged(known, comparison.source());
    }

    private static Judgement judged(List<StatementComparison> known, String source) {
        long slower = known.stream().filter(s -> s.trend() == Trend.SLOWER).count();
        long faster = known.stream().filter(s -> s.trend() == Trend.FASTER).count();
        double before = known.stream()
                .mapToDouble(s -> s.before() == null ? 0 : s.before().totalMs())
                .sum();
        double after = before
                + known.stream()
                        .mapToDouble(StatementComparison::changeOfTotalMs)
                        .sum();
        var why = String.format(
                Locale.ROOT,
                "%s; the same calls took %s, now %s (%s)",
                counts(known.size(), faster, slower),
                time(before),
                time(after),
                source);
        if (slower > 0 && (faster == 0 || after > before)) {
            return new Judgement(Verdict.HARMED, why);
        }
        if (faster == 0 && isFarFrom(before, after)) {
            return new Judgement(Verdict.NOT_ENOUGH_EVIDENCE, notCertain(known, before, after, source));
        }
        return new Judgement(faster > 0 && after < before ? Verdict.HELPED : Verdict.NO_EFFECT, why);
    }

    /** As far as would count for a statement, had it been certain. */
    private static boolean isFarFrom(double before, double after) {
        double ratio = Math.max(before, after) / Math.min(before, after);
        return ratio >= Noise.DEFAULT.ratio() && Math.abs(after - before) >= Noise.DEFAULT.differenceMs();
    }

    /** The sums differ, and no statement by itself does so for certain. */
    private static String notCertain(List<StatementComparison> known, double before, double after, String source) {
        return String.format(
                Locale.ROOT,
                "Not certain: %s to %s over %s; calls so few or so uneven may differ as much by chance (%s)",
                time(before),
                time(after),
                calls(known),
                source);
    }

    private static String calls(List<StatementComparison> known) {
        long before = known.stream().mapToLong(s -> calls(s.before())).sum();
        long after = known.stream().mapToLong(s -> calls(s.after())).sum();
        return before == after
                ? "%,d calls".formatted(before)
                : "%,d calls before, by the mean of %,d after".formatted(before, after);
    }

    private static long calls(@Nullable Measured measured) {
        return measured == null ? 0 : measured.calls();
    }

    private static String counts(int known, long faster, long slower) {
        if (known == 1) {
            return "The statement that it serves "
                    + (faster == 1 ? "became faster" : slower == 1 ? "became slower" : "is as fast as before");
        }
        return "Of %d statements that it serves %d became faster and %d slower".formatted(known, faster, slower);
    }

    private static String time(double ms) {
        return ms < 1000 ? String.format(Locale.ROOT, "%.1f ms", ms) : String.format(Locale.ROOT, "%.1f s", ms / 1000);
    }

    private static Judgement ofNobody(Comparison comparison) {
        if (comparison.statements().stream().allMatch(s -> s.trend() == Trend.UNKNOWN)) {
            return new Judgement(
                    Verdict.NOT_ENOUGH_EVIDENCE,
                    "Too few calls before or after to see whether anything became slower (" + comparison.source()
                            + ")");
        }
        int slower = comparison.slower().size();
        return new Judgement(
                Verdict.NO_EFFECT,
                "No statement was meant to gain; "
                        + (slower == 0
                                ? "none became slower"
                                : slower + " became slower, for which this change may or may not be the reason")
                        + " (" + comparison.source() + ")");
    }
}
