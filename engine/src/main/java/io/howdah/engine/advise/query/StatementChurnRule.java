package io.howdah.engine.advise.query;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Fingerprint;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sees one statement that stands among the server's counters under very many entries: its text differs with each length of a list,
 * with names that a program makes, or not at all, over other tables of the same name.
 */
public final class StatementChurnRule implements Rule {

    private static final Threshold ENTRIES = new Threshold(
            "statement-churn.entries",
            20,
            "entries",
            "ours: nobody writes one statement twenty times; of the 5,000 that there is room for by default, 250 such fill all");

    private static final String ROWS_OF_VALUES = "\\( \\? \\)(?: , \\( \\? \\))+";

    @Override
    public String slug() {
        return "statement-churn";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ENTRIES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return TextOf.costliest(scene).stream()
                .filter(s -> s.counters() != null)
                .collect(groupingBy(s -> shape(s.text()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(same -> same.size() >= scene.of(ENTRIES))
                .map(same -> finding(same, scene))
                .toList();
    }

    /** The text without constants, numbers in names and the lengths of lists. */
    private static String shape(String sql) {
        return Fingerprint.of(sql).replaceAll(ROWS_OF_VALUES, "( ? )").replaceAll("\\d+", "#");
    }

    private enum Cause {
        TABLES(
                "the same text over other tables",
                "Tables of one name in many schemas, or temporary tables made anew, are other tables to the server. One schema with"
                        + " a column for the tenant, or tables that stay, make one statement of it."),
        LISTS(
                "lists of many lengths",
                "Each length is another text: parsed and planned anew, never prepared. = ANY ($1) with one array, or INSERT …"
                        + " SELECT FROM unnest($1), is one statement. From 18 on such lists count as one entry."),
        NAMES(
                "names that a program makes",
                "Names with numbers in them (tables, aliases, cursors) make another statement each time. Names that stay make one"
                        + " of it.");

        private final String words;
        private final String why;

        Cause(String words, String why) {
            this.words = words;
            this.why = why;
        }

        static Cause of(List<Statement> same) {
            if (same.stream().map(Statement::text).distinct().count() == 1) {
                return TABLES;
            }
            boolean oneFingerprint = same.stream()
                            .map(s -> Fingerprint.of(s.text()).replaceAll(ROWS_OF_VALUES, "( ? )"))
                            .distinct()
                            .count()
                    == 1;
            return oneFingerprint ? LISTS : NAMES;
        }
    }

    private Finding finding(List<Statement> same, Scene scene) {
        var cause = Cause.of(same);
        double calls = same.stream().mapToDouble(Statement::calls).sum();
        double share = same.stream()
                .mapToDouble(s -> StatementFindings.share(s, scene))
                .sum();
        var state = scene.catalog().state();
        boolean evicting = state.counter("statements_evicted") > 0;
        var first = same.stream()
                .max(Comparator.comparingDouble(Statement::totalMs))
                .orElseThrow();
        return new Finding(
                        slug(),
                        slug() + ":" + Fingerprint.key(shape(first.text())),
                        evicting ? Severity.NOTICE : Severity.INFO,
                        StatementText.brief(first),
                        "one statement under %,d entries of pg_stat_statements: %s".formatted(same.size(), cause.words),
                        cause.why
                                + (evicting
                                        ? " Meanwhile pg_stat_statements has no room and forgets other statements."
                                        : ""),
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                "%,d of %,d entries, with %,.0f calls"
                                        .formatted(
                                                same.size(),
                                                scene.workload().statements().size(),
                                                calls),
                                Map.of("entries", (double) same.size(), "calls", calls))))
                .costing(Cost.ofTime(Math.min(1, share)));
    }
}
