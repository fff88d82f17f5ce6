package io.howdah.app.stage;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.change.Change;
import java.util.List;

/** A piece of advice as far as applying needs it, new or from a file. */
public record ToApply(String id, String title, String why, List<Change> changes) {

    public static ToApply of(Advice advice) {
        var finding = advice.finding();
        return new ToApply(AdviceId.of(finding), finding.title(), finding.why(), advice.changes());
    }
}
