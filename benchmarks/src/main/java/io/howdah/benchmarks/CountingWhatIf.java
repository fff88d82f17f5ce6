package io.howdah.benchmarks;

import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.List;
import java.util.Map;

/** Counts the questions that reach a twin. */
final class CountingWhatIf implements WhatIf {

    private final WhatIf inner;
    private int questions;

    CountingWhatIf(WhatIf inner) {
        this.inner = inner;
    }

    int questions() {
        return questions;
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
    public List<Answer> ask(Configuration configuration, List<Question> asked) {
        questions += asked.size();
        return inner.ask(configuration, asked);
    }

    @Override
    public void resize(Map<QualifiedName, Double> rows) {
        inner.resize(rows);
    }

    @Override
    public void close() {
        inner.close();
    }
}
