package io.howdah.app.stage;

import io.howdah.app.text.Page;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.sql.MetPredicate;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Questions of statements of which no call was watched, with values for which an index that is added under a condition can serve: the most
 * common values, which are bound otherwise, are the ones that such an index mostly leaves out.
 */
final class MetQuestions {

    private final Twin twin;
    private final Workload workload;
    private final List<IndexDefinition> partial;
    private final Map<String, Integer> met = new LinkedHashMap<>();
    private final Map<String, Integer> open = new LinkedHashMap<>();

    MetQuestions(Twin twin, Workload workload, List<IndexDefinition> indexes) {
        this.twin = twin;
        this.workload = workload;
        this.partial = indexes.stream().filter(i -> i.predicate() != null).toList();
    }

    /** The same questions, those with other values that fit one of the indexes. */
    List<Question> of(List<Question> questions) {
        return questions.stream().map(this::of).toList();
    }

    private Question of(Question question) {
        if (isWatched(question.statement())) {
            return question;
        }
        for (var index : partial) {
            if (index.predicate() != null && names(question.statement(), index)) {
                var found = bound(question, index.predicate(), index);
                if (found.isPresent()) {
                    return found.get();
                }
                open.merge(index.toString(), 1, Integer::sum);
            }
        }
        return question;
    }

    /** Whether a text or values were seen as they were sent, or there is nothing to bind. */
    private static boolean isWatched(Statement statement) {
        var texts = new ArrayList<String>();
        statement.samples().stream()
                .filter(s -> s.parameters().isEmpty())
                .map(Statement.Sample::text)
                .forEach(texts::add);
        boolean seen = !statement.samples().isEmpty()
                && texts.size() < statement.samples().size();
        return seen || !hasParameter(texts.isEmpty() ? statement.text() : texts.getFirst());
    }

    private static boolean hasParameter(String sql) {
        return Tokens.of(sql).stream().anyMatch(t -> t.kind() == Token.Kind.PARAMETER);
    }

    private static boolean names(Statement statement, IndexDefinition index) {
        return Tokens.of(statement.text()).stream()
                .anyMatch(t -> t.isName() && t.name().equals(index.table().name()));
    }

    private Optional<Question> bound(Question question, String predicate, IndexDefinition index) {
        var statement = question.statement();
        return MetPredicate.of(statement.text(), predicate).flatMap(values -> {
            var sample = new Statement.Sample(values.sql(), List.of(), 1);
            var asked = new Workload(
                    workload.source(),
                    workload.since(),
                    workload.until(),
                    List.of(statement.withSamples(List.of(sample))),
                    List.of());
            var found = new Binder(twin)
                    .bind(asked).mostFrequent().stream()
                            .filter(q -> !q.generic())
                            .findFirst();
            found.ifPresent(q -> met.merge(values.words() + ", as the index on " + index + " needs", 1, Integer::sum));
            return found.map(q -> new Question(statement, q.sql(), q.share(), false, q.role()));
        });
    }

    /** What was bound, and what was not. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        met.forEach((values, n) -> notes.add("no call of " + Page.counted(n, "statement", "statements")
                + " was watched: planned with " + values
                + "; with other values the index is of no use to them"));
        open.forEach((index, n) -> notes.add("no call of " + Page.counted(n, "statement", "statements")
                + " was watched: planned with the most common values, for which the condition of the index on " + index
                + " may not hold, so that it may look unused"));
        return notes;
    }
}
