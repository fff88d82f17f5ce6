package io.howdah.engine.prove;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is advised on indexes, as a copy can have it tried.
 *
 * @param built indexes to be made
 * @param dropped existing indexes to be dropped
 * @param extensions needed by indexes to be made
 */
record TrialSet(Set<IndexDefinition> built, Set<QualifiedName> dropped, Set<CreateExtension> extensions) {

    static TrialSet of(Advisory advisory) {
        var built = new LinkedHashSet<IndexDefinition>();
        var dropped = new LinkedHashSet<QualifiedName>();
        var extensions = new LinkedHashSet<CreateExtension>();
        for (var change : changes(advisory).toList()) {
            switch (change) {
                case CreateIndex create -> built.add(create.definition());
                case DropIndex drop -> dropped.add(drop.index().name());
                case CreateExtension extension -> extensions.add(extension);
                default -> {}
            }
        }
        return new TrialSet(built, dropped, extensions);
    }

    /** Indexes that a piece of advice makes. */
    static Stream<IndexDefinition> built(Advice advice) {
        return advice.changes().stream().filter(CreateIndex.class::isInstance).map(c -> ((CreateIndex) c).definition());
    }

    private static Stream<Change> changes(Advisory advisory) {
        return advisory.advice().stream().map(Advice::changes).flatMap(List::stream);
    }
}
