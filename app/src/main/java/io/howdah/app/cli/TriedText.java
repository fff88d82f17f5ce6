package io.howdah.app.cli;

import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.StatementBrief;
import io.howdah.app.text.Wrap;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.prove.TriedAdvice;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the indexes fared on a copy. */
final class TriedText {

    private TriedText() {}

    static void write(TriedAdvice advice, Page page) {
        var tried = advice.tried();
        page.heading("Tried on the copy " + page.style().dim("[measured]"));
        int forms = tried.runs().size();
        page.hanging(
                "  ",
                forms == 0
                        ? "no statement that may be run is planned otherwise there"
                        : Page.counted(forms, "form of statements", "forms of statements")
                                + " planned otherwise, all calls together: " + Figures.millis(tried.withoutMs()) + " → "
                                + page.style().bold(Figures.millis(tried.withMs())));
        tried.runs().stream()
                .filter(r -> r.isSlower())
                .forEach(r -> page.hanging(
                        page.style().yellow("  ! "),
                        "slower, " + Figures.millis(r.withoutMs()) + " → " + Figures.millis(r.withMs()) + ": "
                                + StatementBrief.of(r.statement().text())));
        advice.leftOut()
                .forEach((index, reason) ->
                        page.hanging("  left out  ", index + ": " + Wrap.cut(reason.replaceAll("\\s+", " "), 160)));
        tried.notRun().stream()
                .collect(Collectors.groupingBy(NotAdvised::reason, TreeMap::new, Collectors.toList()))
                .forEach((reason, statements) -> page.hanging(
                        "  not run   ",
                        Page.counted(statements.size(), "form of a statement", "forms of statements") + ": " + reason));
    }
}
