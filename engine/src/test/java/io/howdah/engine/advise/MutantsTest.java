package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What the profile {@code mutation} found: rules with a negated condition, or with one that is always or never true.
 *
 * <p>Those that the rule's own tests let through are in {@code surviving-mutants.txt}: rule, source line, what was changed, and
 * the reason why no test can tell, divided by bars.
 */
@Tag("mutation")
class MutantsTest {

    private static List<Mutant> mutants;

    /** A rule with one condition changed. */
    private record Mutant(String type, int line, String change, boolean detected, String killer) {

        static Mutant of(Element mutation) {
            return new Mutant(
                    text(mutation, "mutatedClass"),
                    Integer.parseInt(text(mutation, "lineNumber")),
                    text(mutation, "description"),
                    Boolean.parseBoolean(mutation.getAttribute("detected")),
                    text(mutation, "killingTest"));
        }

        String rule() {
            return type.replaceFirst("\\$.*", "");
        }

        String simpleName() {
            return rule().substring(rule().lastIndexOf('.') + 1);
        }

        /** As it stands in the list of survivors, without the reason. */
        String described() {
            return simpleName() + " | " + source() + " | " + change.replaceFirst(" for .*", "");
        }

        private String source() {
            var file = Path.of("src", "main", "java", rule().replace('.', '/') + ".java");
            try {
                return Files.readAllLines(file).get(line - 1).strip();
            } catch (IOException e) {
                throw new IllegalStateException(file + " cannot be read", e);
            }
        }

        private static String text(Element mutation, String tag) {
            return mutation.getElementsByTagName(tag).item(0).getTextContent();
        }
    }

    @BeforeAll
    static void read_the_report() throws IOException, ParserConfigurationException, SAXException, URISyntaxException {
        var classes = Path.of(MutantsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var report = classes.resolveSibling("pit-reports").resolve("mutations.xml");
        var mutations = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("mutation");
        mutants = IntStream.range(0, mutations.getLength())
                .mapToObj(i -> Mutant.of((Element) mutations.item(i)))
                .toList();
        assertThat(mutants).isNotEmpty();
    }

    @Test
    void each_mutant_is_noticed_or_listed_with_a_reason() throws IOException {
        var listed = listed();

        assertThat(mutants)
                .filteredOn(m -> !m.detected())
                .extracting(Mutant::described)
                .filteredOn(described -> listed.stream().noneMatch(l -> l.startsWith(described + " | ")))
                .as("mend the rule's test, or give the reason in surviving-mutants.txt")
                .isEmpty();
    }

    @Test
    void each_mutant_is_noticed_by_its_rules_own_test() {
        assertThat(mutants)
                .filteredOn(m -> !m.killer().isEmpty())
                .allSatisfy(m -> assertThat(m.killer()).startsWith(m.rule() + "Test"));
    }

    @Test
    void none_is_listed_that_is_noticed() throws IOException {
        var mutated = mutants.stream().map(Mutant::simpleName).distinct().toList();
        var survived = mutants.stream()
                .filter(m -> !m.detected())
                .map(Mutant::described)
                .toList();

        assertThat(listed())
                .filteredOn(l -> mutated.contains(l.substring(0, l.indexOf(" | "))))
                .filteredOn(l -> survived.stream().noneMatch(s -> l.startsWith(s + " | ")))
                .isEmpty();
    }

    private static List<String> listed() throws IOException {
        try (InputStream list =
                Objects.requireNonNull(MutantsTest.class.getResourceAsStream("surviving-mutants.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
