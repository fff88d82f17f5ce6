package io.howdah.engine.apply;

import io.howdah.engine.change.Change;
import io.howdah.engine.change.Step;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Writes changes down as a script that a person can review and run by hand, with the script that takes them back. */
public final class ScriptWriter {

    /** Changes that belong together, and why they are proposed. */
    public record Section(String title, String why, List<Change> changes) {}

    private ScriptWriter() {}

    /** The script; what takes it back stands at its end, as comments. */
    public static String script(String tool, String database, List<Section> all) {
        var sections = eachOnce(all);
        var text = new StringBuilder();
        comment(text, "Proposed by " + tool + " for " + database + ".");
        comment(text, "Run it with: psql -v ON_ERROR_STOP=1 -f THIS_FILE, without -1 or --single-transaction:");
        comment(text, "indexes are built and dropped online, which cannot be done in a transaction.");
        comment(text, "If a build fails, it leaves an invalid index: drop that before trying again.");
        for (Section section : sections) {
            text.append('\n');
            comment(text, section.title());
            comment(text, section.why());
            section.changes().forEach(change -> statements(text, change.steps()));
        }
        text.append('\n');
        comment(text, "To take all of it back, run the following:");
        undo(sections).lines().forEach(line -> comment(text, line));
        return text.toString();
    }

    /** What takes the changes back, last first, as a script of its own. */
    public static String undo(List<Section> sections) {
        var text = new StringBuilder();
        for (Section section : eachOnce(sections).reversed()) {
            section.changes().reversed().forEach(change -> statements(text, change.undo()));
        }
        return text.toString();
    }

    /** An extension that several need is made with the first of them. */
    private static List<Section> eachOnce(List<Section> sections) {
        var seen = new HashSet<Change>();
        return sections.stream()
                .map(s -> new Section(
                        s.title(),
                        s.why(),
                        s.changes().stream().filter(seen::add).toList()))
                .toList();
    }

    private static void statements(StringBuilder text, List<Step> steps) {
        for (Step step : steps) {
            text.append(timeouts(step)).append(step.sql()).append(";\n");
        }
    }

    /**
     * A lock_timeout around an online build would not make it gentler, since it holds up nobody while it waits, but would
     * leave an invalid index behind.
     */
    private static String timeouts(Step step) {
        return step.longRunning()
                ? "SET lock_timeout = 0; SET statement_timeout = 0;\n"
                : "SET lock_timeout = '100ms'; SET statement_timeout = '10s';\n";
    }

    private static void comment(StringBuilder text, String lines) {
        text.append(lines.lines()
                .map(line -> line.isEmpty() ? "--\n" : "-- " + line + "\n")
                .collect(Collectors.joining()));
    }
}
