package io.howdah.benchmarks;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What is known to be found in other people's schemas, each judged by hand as a strict administrator would.
 *
 * <p>The list is {@code judged-findings.txt}: schema, rules, subjects, verdict and reason, divided by bars; several rules or
 * subjects are divided by commas, and a star stands for any characters. A verdict is {@code right}, or {@code frame} for what is true of the benchmark's own server, rows and statements.
 * There is no verdict for a wrong finding: its rule is mended instead.
 */
final class JudgedFindings {

    private static final String FILE = "judged-findings.txt";
    private static final List<String> VERDICTS = List.of("right", "frame");

    private final List<Judged> judged;

    /** One line of the list. */
    private record Judged(Predicate<String> schema, Predicate<String> rule, Predicate<String> subject) {

        static Judged of(String line) {
            var parts = line.split("\\s*\\|\\s*", 5);
            if (parts.length < 5 || !VERDICTS.contains(parts[3]) || parts[4].isBlank()) {
                throw new IllegalArgumentException(
                        FILE + " wants schema | rules | subjects | verdict | reason: " + line);
            }
            return new Judged(pattern(parts[0]), pattern(parts[1]), pattern(parts[2]));
        }

        boolean covers(String inSchema, JsonNode finding) {
            return schema.test(inSchema)
                    && rule.test(finding.path("slug").asString())
                    && subject.test(finding.path("subject").asString());
        }
    }

    private JudgedFindings(List<Judged> judged) {
        this.judged = judged;
    }

    static JudgedFindings read() throws IOException {
        try (InputStream list = Objects.requireNonNull(JudgedFindings.class.getResourceAsStream(FILE))) {
            return new JudgedFindings(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Judged::of)
                    .toList());
        }
    }

    /** The findings that nobody has judged yet, each with what to do about it. */
    List<String> unjudged(String schema, JsonNode findings) {
        return findings.valueStream()
                .filter(finding -> judged.stream().noneMatch(j -> j.covers(schema, finding)))
                .map(finding -> "judge it in %s, or mend its rule: %s | %s | %s | (%s) %s"
                        .formatted(
                                FILE,
                                schema,
                                finding.path("slug").asString(),
                                finding.path("subject").asString(),
                                finding.path("severity").asString(),
                                finding.path("title").asString()))
                .toList();
    }

    private static Predicate<String> pattern(String list) {
        var regex = Arrays.stream(list.split(", ")).map(JudgedFindings::regex).collect(joining("|"));
        return Pattern.compile(regex).asMatchPredicate();
    }

    private static String regex(String stars) {
        return Arrays.stream(stars.split("\\*", -1)).map(Pattern::quote).collect(joining(".*"));
    }
}
