package io.howdah.app.cli;

import io.howdah.app.text.Page;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Finding;

/**
 * The ways out of a finding that are the user's to choose: one as it is, several by letters. A command is one line, however long, to be
 * copied as it stands.
 */
final class DecisionText {

    private DecisionText() {}

    static void write(Finding finding, int indent, Page page) {
        var decision = finding.decision();
        if (decision == null) {
            return;
        }
        for (int i = 0; i < decision.choices().size(); i++) {
            var label = decision.isOpen() ? (char) ('A' + i) + "  " : "→  ";
            choice(decision.choices().get(i), label, indent, page);
        }
    }

    private static void choice(Decision.Choice choice, String label, int indent, Page page) {
        page.hanging(" ".repeat(indent) + page.style().cyan(label), page.style().bold(choice.title()));
        choice.consequences().forEach(c -> page.hanging(" ".repeat(indent + 3) + "· ", c));
        choice.commands()
                .forEach(command -> page.line(" ".repeat(indent + 3)
                        + page.style().dim("online: ")
                        + page.style().cyan(command.text())));
        choice.sql().forEach(sql -> page.sql(indent + 3, "", sql));
        choice.statements().forEach(sql -> page.sql(indent + 3, "the application sends: ", sql));
    }
}
