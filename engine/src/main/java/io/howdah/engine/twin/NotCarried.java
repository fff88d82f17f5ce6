package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns "relation does not exist" into the reason why the twin does not have it. */
record NotCarried(Map<QualifiedName, String> reasons) {

    private static final Pattern MISSING = Pattern.compile("relation \"(.+)\" does not exist");

    Answer explain(Answer answer) {
        return switch (answer) {
            case Answer.Planned planned -> planned;
            case Answer.Failed failed -> new Answer.Failed(failed.question(), explain(failed.reason()));
        };
    }

    String explain(String message) {
        var matcher = MISSING.matcher(message);
        if (!matcher.matches()) {
            return message;
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
