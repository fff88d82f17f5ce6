package io.howdah.app.stage;

import io.howdah.engine.Time;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.advise.index.IndexAdviser;
import io.howdah.engine.advise.index.IndexOptions;
import io.howdah.engine.advise.index.Lessons;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.prove.IndexTrial;
import io.howdah.engine.prove.ProofOptions;
import io.howdah.engine.prove.TriedAdvice;
import io.howdah.engine.twin.Bound;
import io.howdah.engine.twin.Twin;
import org.jspecify.annotations.Nullable;

/**
 * Chooses indexes for a workload on the twin, and tries them on a copy where there is one.
 *
 * @param copy null where nothing is tried
 */
record IndexChoice(
        Twin twin,
        Bound bound,
        IndexOptions options,
        @Nullable Sessions copy) {

    /**
     * Advice, and how it fared.
     *
     * @param tried null without a copy
     */
    record Found(Advisory advisory, @Nullable TriedAdvice tried) {}

    Found choose() {
        if (copy == null) {
            return new Found(advisory(Lessons.NONE), null);
        }
        var questions = bound.questions().stream().filter(q -> !q.generic()).toList();
        try (var trial = IndexTrial.on(copy, Twin.searchPath(twin.catalog()), ProofOptions.OF_A_SET, Time.SYSTEM)) {
            var tried = TriedAdvice.of(this::advisory, trial, questions, options.progress());
            return new Found(tried.advisory(), tried);
        }
    }

    private Advisory advisory(Lessons lessons) {
        var notBound = bound.unplannable().stream()
                .map(u -> new NotAdvised(u.statement().text(), u.reason()))
                .toList();
        return IndexAdviser.advise(twin.catalog(), twin, bound.questions(), notBound, options.withLessons(lessons));
    }
}
