package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Statement;
import java.util.Comparator;
import java.util.List;

/** Texts of statements, as they are sent and as they fit into a sentence. */
final class TextOf {

    private static final int LONGEST = 90;

    private TextOf() {}

    /** With the constants that a normalised text hides, where a text was seen as it was sent. */
    static String sent(Statement statement) {
        return statement.samples().isEmpty()
                ? statement.text()
                : statement.samples().getFirst().text();
    }

    static String brief(Statement statement) {
        return brief(statement.text());
    }

    static String brief(String sql) {
        var text = sql.replaceAll("/\\*.*?\\*/|--[^\\n]*", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** Share of the workload's time, from 0 to 1; 0 where no times are known. */
    static double share(Statement statement, Scene scene) {
        double total = scene.workload().totalMs();
        return total <= 0 ? 0 : statement.totalMs() / total;
    }

    /** All statements, those with most time first. */
    static List<Statement> costliest(Scene scene) {
        return scene.workload().statements().stream()
                .sorted(Comparator.comparingDouble(Statement::totalMs).reversed())
                .toList();
    }
}
