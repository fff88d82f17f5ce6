package io.howdah.engine.twin;

import java.util.LinkedHashMap;
import java.util.List;

/** A workload made into questions. */
public record Bound(List<Question> questions, List<Unplannable> unplannable) {

    /** One question for each statement: the form with values that stands for most calls, else the one without values. */
    public List<Question> mostFrequent() {
        var byStatement = new LinkedHashMap<String, Question>();
        for (var question : questions) {
            if (!question.generic()) {
                byStatement.merge(question.statement().id(), question, (a, b) -> a.share() >= b.share() ? a : b);
            }
        }
        questions.forEach(q -> byStatement.putIfAbsent(q.statement().id(), q));
        return List.copyOf(byStatement.values());
    }
}
