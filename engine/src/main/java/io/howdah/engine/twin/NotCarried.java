package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the twin does not have, and what that means for an answer: "relation does not exist" becomes the reason why, and a plan
 * that a missing index could have changed is no answer.
 *
 * @param reasons relations with the reason why they are not there
 */
record NotCarried(Map<QualifiedName, String> reasons, List<MissingIndex> indexes, MissingMembers members) {

    private static final Pattern MISSING = Pattern.compile("relation \"(.+)\" does not exist");

    /** Functions that the planner calls may read no table here. */
    private static final Pattern DENIED =
            Pattern.compile("permission denied for (?:table|view|materialized view) (.+)");

    Answer explain(Answer answer) {
        return switch (answer) {
            case Answer.Planned planned ->
                indexes.stream()
                        .filter(i -> i.concerns(planned.plan()))
                        .findFirst()
                        .map(i -> (Answer) new Answer.Failed(planned.question(), withoutIndex(i)))
                        .orElse(planned);
            case Answer.Failed failed -> new Answer.Failed(failed.question(), explain(failed.reason()));
        };
    }

    private static String withoutIndex(MissingIndex index) {
        return "it may use an index of " + index.table() + " that the twin does not have: " + index.reason();
    }

    String explain(String message) {
        var denied = DENIED.matcher(message);
        if (denied.matches()) {
            return "the planner needs the value of a function that reads " + denied.group(1)
                    + ", which is empty on the twin";
        }
        var matcher = MISSING.matcher(message);
        if (!matcher.matches()) {
            return members.explain(message);
        }
        var name = matcher.group(1);
        return reasons.entrySet().stream()
                .filter(e -> names(e.getKey(), name))
                .findFirst()
                .map(e -> "the twin does not have " + e.getKey() + ": " + e.getValue())
                .orElse(message);
    }

    private static boolean names(QualifiedName relation, String text) {
        return text.equals(relation.name()) || text.equals(relation.schema() + "." + relation.name());
    }
}
