package io.howdah.benchmarks;

import io.howdah.app.demo.DemoResult;
import io.howdah.benchmarks.key.Found;
import io.howdah.benchmarks.key.Indexes;
import io.howdah.benchmarks.key.Spoken;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.LiveChange;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.engine.verify.Verdict;
import io.howdah.samples.Samples;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.NaiveFunction;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.model.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * How one demonstration on a disguised sample did.
 *
 * @param planted faults that were there, but for partitions and settings of tables too small for them
 * @param missed those that were not found
 * @param unfounded advice that nobody planted, no careful engineer would defend, and measurement does not bear out
 * @param factor the workload's total time before over after
 */
record DisguiseScore(long seed, int planted, List<String> missed, List<String> unfounded, int advice, double factor) {

    int found() {
        return planted - missed.size();
    }

    static DisguiseScore of(long seed, DemoResult result, Spoken spoken) {
        var sample = Samples.named(result.options().sample()).disguised(seed);
        var found = new Found(sample, spoken);
        var faults = found.toFind();
        var missed = faults.stream()
                .filter(f -> !found.is(f))
                .map(DisguiseScore::named)
                .toList();
        return new DisguiseScore(
                seed,
                faults.size(),
                missed,
                unfounded(sample, result),
                result.advised().advisory().advice().size(),
                result.beforeMs() / Math.max(1, result.afterMs()));
    }

    private static String named(Fault fault) {
        return switch (fault) {
            case MissingIndex missing -> missing.id() + " " + missing.table();
            case BadIndex bad -> bad.id() + " " + bad.kind() + " " + bad.droppable();
            case Decision decision -> decision.id() + " " + decision.kind() + " " + decision.table();
            case NaiveStatement statement -> statement.id() + " " + statement.statement();
            case NaiveFunction function -> function.id() + " " + function.function();
        };
    }

    private static List<String> unfounded(Sample sample, DemoResult result) {
        var unfounded = new ArrayList<String>();
        for (var verdict : result.verdicts()) {
            for (var change : verdict.advice().changes()) {
                if (!asked(sample, change)
                        && !borneOut(sample, change, verdict.judgement().verdict())) {
                    unfounded.add(change.summary() + " (" + verdict.judgement().verdict() + ")");
                }
            }
        }
        return unfounded;
    }

    private static boolean asked(Sample sample, Change change) {
        return switch (change) {
            case CreateIndex create ->
                missing(sample).stream().anyMatch(m -> m.satisfiedBy(Indexes.shape(create.definition())));
            case DropIndex drop ->
                sample.planted().stream()
                        .anyMatch(f -> f instanceof BadIndex bad
                                && bad.droppable().contains(drop.index().name().name()));
            case CreateExtension extension -> true;
            case ReindexIndex reindex -> false;
            case CreateStatistics create -> false;
            case SetStatisticsTarget set -> false;
            case LiveChange live -> false;
        };
    }

    private static List<MissingIndex> missing(Sample sample) {
        var missing = new ArrayList<>(sample.defensible());
        sample.planted().forEach(fault -> {
            if (fault instanceof MissingIndex m) {
                missing.add(m);
            }
        });
        return missing;
    }

    /** A new index must have helped, which answers for its extension; a drop must have harmed nobody and must not take what should stay. */
    private static boolean borneOut(Sample sample, Change change, Verdict verdict) {
        return switch (change) {
            case CreateExtension extension -> true;
            case CreateIndex create -> verdict == Verdict.HELPED;
            case ReindexIndex reindex -> verdict != Verdict.HARMED;
            case CreateStatistics create -> verdict != Verdict.HARMED;
            case SetStatisticsTarget set -> verdict != Verdict.HARMED;
            case LiveChange live -> verdict != Verdict.HARMED;
            case DropIndex drop ->
                verdict != Verdict.HARMED
                        && !sample.sound().contains(drop.index().name().name());
        };
    }

    @Override
    public String toString() {
        return "seed %d: %d of %d found%s, %d pieces of advice, %.0f times faster%s"
                .formatted(
                        seed,
                        found(),
                        planted,
                        missed.isEmpty() ? "" : ", missed " + missed,
                        advice,
                        factor,
                        unfounded.isEmpty() ? "" : ", not borne out " + unfounded);
    }
}
