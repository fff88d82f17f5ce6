package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Twins of the database with tables that are built otherwise, each made when it is first asked and then kept: the same server,
 * another database. Safe for use by several threads.
 */
final class Variants implements AutoCloseable {

    private final Function<Set<Structure>, Twin> build;
    private final Map<Set<Structure>, Twin> built = new HashMap<>();
    private final Map<QualifiedName, Double> rows = new HashMap<>();

    /** @param build makes one, with tables of their first sizes */
    Variants(Function<Set<Structure>, Twin> build) {
        this.build = build;
    }

    /** Asks the variant; plans name candidates as the question does. */
    List<Answer> ask(Configuration configuration, List<Question> questions) {
        var twin = of(configuration.structures());
        var names = new HashMap<String, String>();
        var there = configuration.added().stream()
                .flatMap(wanted -> twin.add(List.of(wanted.definition())).stream()
                        .peek(made -> names.put(made.name(), wanted.name())))
                .collect(Collectors.toUnmodifiableSet());
        if (there.size() < configuration.added().size()) {
            return questions.stream()
                    .<Answer>map(q -> new Answer.Failed(q, refused(twin, configuration)))
                    .toList();
        }
        var answers = new ArrayList<Answer>();
        twin.ask(configuration.onVariant(there), questions).forEach(answer -> answers.add(renamed(answer, names)));
        return answers;
    }

    private static String refused(Twin twin, Configuration configuration) {
        return configuration.added().stream()
                .map(Candidate::definition)
                .filter(twin.refused()::containsKey)
                .map(definition -> "the index on " + definition + " cannot be made there: "
                        + twin.refused().get(definition))
                .collect(Collectors.joining("; "));
    }

    private static Answer renamed(Answer answer, Map<String, String> names) {
        return answer instanceof Answer.Planned(var question, var plan)
                ? new Answer.Planned(question, plan.renamed(names))
                : answer;
    }

    synchronized Twin of(Set<Structure> structures) {
        var known = built.get(structures);
        if (known != null) {
            return known;
        }
        var twin = build.apply(structures);
        if (!rows.isEmpty()) {
            twin.resize(rows);
        }
        built.put(structures, twin);
        return twin;
    }

    synchronized void resize(Map<QualifiedName, Double> wanted) {
        rows.putAll(wanted);
        built.values().forEach(twin -> twin.resize(wanted));
    }

    @Override
    public synchronized void close() {
        built.values().forEach(Twin::close);
        built.clear();
    }
}
