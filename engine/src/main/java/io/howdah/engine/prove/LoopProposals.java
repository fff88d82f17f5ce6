package io.howdah.engine.prove;

import io.howdah.engine.advise.query.RepeatedLookup;
import io.howdah.engine.twin.Question;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement in place of one that is run for each row of another, proven beside the single calls. Its cost is not asked for: the
 * planner counts no ways to the server and back.
 */
public final class LoopProposals {

    /** Values of the outer statement's parameters to try, those that stand for most calls first. */
    private static final int TRIALS = 4;

    private final @Nullable Prover prover;

    /** @param prover runs statements; null where none may be run */
    public LoopProposals(@Nullable Prover prover) {
        this.prover = prover;
    }

    /** @param questions of the workload, with values in place of parameters */
    public List<Proposal> of(List<RepeatedLookup> loops, List<Question> questions) {
        return loops.stream().map(loop -> of(loop, questions)).toList();
    }

    private Proposal of(RepeatedLookup loop, List<Question> questions) {
        var trials = trials(loop, questions);
        var outcome = prover == null ? new Outcome.NotRun("no statement was to be run") : prover.proveLoops(trials);
        return new Proposal(
                loop.inner(),
                "n-plus-one",
                "runs once for each row of another statement",
                "Each single call is a way to the server and back, which the times include. The one statement gives each row of the"
                        + " first with its rows of the second; a row without any stays, with NULL for them.",
                true,
                loop.text(),
                loop.joined(),
                new Proposal.Open(loop.text(), loop.joined()),
                loop.conditions(),
                List.of(),
                outcome,
                null);
    }

    private static List<LoopTrial> trials(RepeatedLookup loop, List<Question> questions) {
        var inner = byShare(questions, loop.inner().id());
        var outer = byShare(questions, loop.outer().id());
        if (inner.isEmpty()) {
            return List.of();
        }
        return outer.stream()
                .limit(TRIALS)
                .map(o -> trial(loop, o, inner.get(outer.indexOf(o) % inner.size())))
                .toList();
    }

    private static LoopTrial trial(RepeatedLookup loop, Question outer, Question inner) {
        return new LoopTrial(
                outer.sql(), loop.key(), loop.each(inner.sql()), loop.joined(outer.sql(), inner.sql()), outer.share());
    }

    private static List<Question> byShare(List<Question> questions, String statement) {
        return questions.stream()
                .filter(q -> q.statement().id().equals(statement) && !q.generic())
                .sorted(Comparator.comparingDouble(Question::share).reversed())
                .toList();
    }
}
