package io.howdah.benchmarks.key;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way out of a finding with its SQL.
 *
 * @param others the ways out that the finding has besides
 */
record Way(Finding finding, String title, List<String> sql, List<String> statements, List<String> others) {

    /** All ways out of a finding that are written down as SQL or as a statement. */
    static Stream<Way> of(Finding finding) {
        var decision = finding.decision();
        var choices = decision == null
                ? Stream.<Way>empty()
                : decision.choices().stream().map(c -> of(finding, c, decision.choices()));
        var remedy = new Way(finding, "mend it", finding.remedy().sql(), List.of(), List.of("leave it"));
        return Stream.concat(choices, Stream.of(remedy))
                .filter(w -> !w.sql().isEmpty() || !w.statements().isEmpty());
    }

    private static Way of(Finding finding, Choice choice, List<Choice> all) {
        var others =
                all.stream().filter(c -> !c.equals(choice)).map(Choice::title).toList();
        return new Way(finding, choice.title(), choice.sql(), choice.statements(), others);
    }

    /** Everything that is written down. */
    String text() {
        return String.join("\n", sql()) + "\n" + String.join("\n", statements());
    }
}
