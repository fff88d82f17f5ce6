package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advisory.Form;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How a statement fares with its different values, planned for each of them and without any.
 *
 * <p>A form is the statement with common, middling or rare values, or ranges of one width, and stands for a share of its calls;
 * the generic form is what a prepared statement comes to when the server plans it without the values.
 */
final class Sensitivity {

    /** A form whose cost falls by this share gains. */
    private static final double GAINS = 0.1;

    /** A form whose cost rises by this share, and by so much, loses. */
    private static final double LOSES = 0.02;

    private static final double LEAST = 5;

    private Sensitivity() {}

    /** What is to be said of the statement's forms in a sentence; empty where all fare alike. */
    static List<String> notes(Statement statement, List<Form> forms) {
        var gaining = forms.stream().filter(Sensitivity::gains).toList();
        var losing = forms.stream().filter(Sensitivity::loses).toList();
        var same = forms.stream()
                .filter(f -> !f.generic() && !gains(f) && !loses(f))
                .toList();
        var notes = new ArrayList<String>();
        if (gaining.isEmpty()) {
            return notes;
        }
        losing.forEach(f -> notes.add("\"%s\" gains with some values and loses %s: cost of a call %s → %s"
                .formatted(
                        StatementText.brief(statement),
                        f.generic() ? "where it is planned without them, as for a prepared statement" : "with others",
                        Figures.of(f.costBefore()),
                        Figures.of(f.costAfter()))));
        double share = same.stream().mapToDouble(Form::share).sum();
        if (!same.isEmpty() && gaining.stream().anyMatch(f -> !f.generic())) {
            var dearest = same.stream()
                    .max(java.util.Comparator.comparingDouble(Form::costAfter))
                    .orElseThrow();
            notes.add(
                    "\"%s\" gains with some values; with others, taken for %s of its calls, it goes on costing up to %s a call"
                            .formatted(
                                    StatementText.brief(statement),
                                    Figures.percent(share),
                                    Figures.of(dearest.costAfter())));
        }
        return notes;
    }

    private static boolean gains(Form form) {
        return form.costAfter() <= (1 - GAINS) * form.costBefore();
    }

    private static boolean loses(Form form) {
        return form.costAfter() - form.costBefore() > Math.max(LEAST, LOSES * form.costBefore());
    }
}
