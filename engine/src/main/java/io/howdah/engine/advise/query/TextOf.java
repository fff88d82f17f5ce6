package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Statement;
import java.util.Comparator;
import java.util.List;

/** Texts of statements, as they are sent and as they fit into a sentence. */
final class TextOf {

    private TextOf() {}

    /** With the constants that a normalised text hides, where a text was seen as it was sent. */
    static String sent(Statement statement) {
        return statement.samples().isEmpty()
                ? statement.text()
                : statement.samples().getFirst().text();
    }

    /** All statements, those with most time first. */
    static List<Statement> costliest(Scene scene) {
        return scene.workload().statements().stream()
                .sorted(Comparator.comparingDouble(Statement::totalMs).reversed())
                .toList();
    }
}
