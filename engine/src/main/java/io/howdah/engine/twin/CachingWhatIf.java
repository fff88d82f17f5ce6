package io.howdah.engine.twin;

import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers: a question is planned again only where the configuration differs in something that can matter to it.
 *
 * <p>Of the candidates, those on the tables that its plan reads matter. Of the hidden indexes all do, since hiding a unique
 * index can bring back a join with a table that the plan left out; so do settings and tables built otherwise. Safe for use by
 * several threads.
 */
public final class CachingWhatIf implements WhatIf {

    private final WhatIf inner;
    private final Map<QualifiedName, QualifiedName> parents = new HashMap<>();
    private final Map<Question, Set<QualifiedName>> tables = new ConcurrentHashMap<>();
    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();
    private final LongAdder asked = new LongAdder();
    private final LongAdder planned = new LongAdder();

    /** What an answer depends on. */
    private record Key(
            Question question,
            Set<String> added,
            Set<QualifiedName> hidden,
            Map<String, String> settings,
            Set<Structure> structures) {

        static Key asIs(Question question) {
            return new Key(question, Set.of(), Set.of(), Map.of(), Set.of());
        }
    }

    /** @param catalog tells which table is a partition of which */
    public CachingWhatIf(WhatIf inner, Catalog catalog) {
        this.inner = inner;
        for (Relation relation : catalog.relations()) {
            var parent = relation.parent();
            if (parent != null) {
                parents.put(relation.name(), parent);
            }
        }
    }

    /** How many questions were answered. */
    public long asked() {
        return asked.sum();
    }

    /** How many plannings that took. */
    public long planned() {
        return planned.sum();
    }

    @Override
    public List<Candidate> add(List<IndexDefinition> definitions) {
        return inner.add(definitions);
    }

    @Override
    public boolean extend(AvailableExtension extension) {
        return inner.extend(extension);
    }

    @Override
    public List<Answer> ask(Configuration configuration, List<Question> questions) {
        asked.add(questions.size());
        learn(questions);
        var keys = questions.stream().map(q -> key(configuration, q)).toList();
        var missing = new LinkedHashSet<>(keys);
        missing.removeIf(answers::containsKey);
        plan(configuration, List.copyOf(missing));
        var found = new ArrayList<Answer>(questions.size());
        keys.forEach(key -> found.add(Objects.requireNonNull(answers.get(key))));
        return found;
    }

    /** Plans questions that are new as things are, to see which tables they read. */
    private void learn(List<Question> questions) {
        var fresh = new LinkedHashSet<>(questions);
        fresh.removeIf(tables::containsKey);
        var keys = fresh.stream().map(Key::asIs).toList();
        plan(Configuration.AS_IS, keys);
        keys.forEach(key -> tables.put(key.question(), relations(answers.get(key))));
    }

    private void plan(Configuration configuration, List<Key> keys) {
        if (keys.isEmpty()) {
            return;
        }
        planned.add(keys.size());
        var fresh = inner.ask(configuration, keys.stream().map(Key::question).toList());
        for (int i = 0; i < keys.size(); i++) {
            answers.put(keys.get(i), fresh.get(i));
        }
    }

    private Key key(Configuration configuration, Question question) {
        var read = tables.getOrDefault(question, Set.of());
        if (read.isEmpty()) {
            return Key.asIs(question);
        }
        var whole = !configuration.structures().isEmpty();
        var added = configuration.added().stream()
                .filter(c -> whole || read.contains(c.definition().table()))
                .map(Candidate::name)
                .collect(Collectors.toSet());
        return new Key(question, added, configuration.hidden(), configuration.settings(), configuration.structures());
    }

    private Set<QualifiedName> relations(@Nullable Answer answer) {
        var relations = new HashSet<QualifiedName>();
        if (answer instanceof Answer.Planned planned) {
            for (var node : planned.plan().nodes()) {
                withAncestors(node.relation(), relations);
            }
        }
        return relations;
    }

    private void withAncestors(@Nullable QualifiedName relation, Set<QualifiedName> into) {
        for (var name = relation; name != null && into.add(name); ) {
            name = parents.get(name);
        }
    }

    @Override
    public IndexDefinition qualified(Candidate candidate) {
        return inner.qualified(candidate);
    }

    @Override
    public void resize(Map<QualifiedName, Double> rows) {
        inner.resize(rows);
        answers.clear();
        tables.clear();
    }

    @Override
    public void close() {
        inner.close();
    }
}
