package io.howdah.engine.twin;

import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Map;

/**
 * Answers what a statement would cost if the database were otherwise.
 *
 * <p>Candidates are made once, in batches, and are invisible to the planner until a {@link Configuration} names them.
 */
public interface WhatIf extends AutoCloseable {

    /**
     * Makes hypothetical indexes; the answer is in the order of the question, without those that the server refuses. A
     * definition made before is not made twice.
     */
    List<Candidate> add(List<IndexDefinition> definitions);

    /** Plans each question under the configuration; the answers are in the order of the questions. */
    List<Answer> ask(Configuration configuration, List<Question> questions);

    /**
     * The candidate's definition with every type, function and operator class qualified, as it has to be built on a server
     * whatever the search path there.
     */
    default IndexDefinition qualified(Candidate candidate) {
        return candidate.definition();
    }

    /** Makes an extension, so that candidates can use its operator classes; false where that cannot be. */
    default boolean extend(AvailableExtension extension) {
        return false;
    }

    /** Sets the number of rows of tables; their pages and indexes grow in proportion. */
    void resize(Map<QualifiedName, Double> rows);

    @Override
    void close();
}
