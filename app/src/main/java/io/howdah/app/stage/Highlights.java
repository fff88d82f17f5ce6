package io.howdah.app.stage;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The lines that matter: the weightiest findings, those of one rule and severity on one line. */
public final class Highlights {

    /** Lines at most. */
    public static final int LINES = 10;

    private static final int SUBJECT = 60;

    private static final Pattern WORD = Pattern.compile("\\W+");

    private Highlights() {}

    /**
     * One line.
     *
     * @param first the weightiest of its kind
     * @param others how many more there are of the kind
     */
    public record Line(Finding first, int others) {

        /** The title, with what it is about where the title does not name it. */
        public String text() {
            var named = isNamed(first) ? first.title() : first.title() + ": " + shortened(first.subject());
            return others == 0 ? named : named + " (and " + others + " more of the kind)";
        }
    }

    private static boolean isNamed(Finding finding) {
        return finding.subject().equals("server")
                || WORD.splitAsStream(finding.subject())
                        .filter(word -> word.length() > 2)
                        .anyMatch(finding.title()::contains);
    }

    private static String shortened(String subject) {
        return subject.length() <= SUBJECT ? subject : subject.substring(0, SUBJECT - 1) + "…";
    }

    /** Those of all findings, in their order. */
    public static List<Line> of(List<Finding> findings) {
        var kinds = new LinkedHashMap<String, List<Finding>>();
        findings.forEach(f -> kinds.computeIfAbsent(f.severity() + f.slug(), k -> new ArrayList<>())
                .add(f));
        return kinds.values().stream()
                .limit(LINES)
                .map(k -> new Line(k.getFirst(), k.size() - 1))
                .toList();
    }

    /** How many there are of each severity; severities that do not occur are left out. */
    public static Map<Severity, Long> counts(List<Finding> findings) {
        return findings.stream().collect(groupingBy(Finding::severity, TreeMap::new, counting()));
    }
}
