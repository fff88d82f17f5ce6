package io.howdah.app.stage;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.Step;
import java.util.List;

/** A piece of advice as far as applying needs it, new or from a file. */
public record ToApply(String id, String title, String why, List<Change> changes) {

    public static ToApply of(Advice advice) {
        var finding = advice.finding();
        return new ToApply(AdviceId.of(finding), finding.title(), finding.why(), advice.changes());
    }

    /** What an administrator has to run before it can be applied by our role; empty where nothing is. */
    public List<String> byAdministrator() {
        return changes.stream()
                .filter(change -> change instanceof CreateExtension extension && !extension.allowed())
                .flatMap(change -> change.steps().stream())
                .map(Step::sql)
                .toList();
    }
}
