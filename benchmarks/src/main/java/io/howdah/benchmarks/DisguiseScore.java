package io.howdah.benchmarks;

import io.howdah.app.demo.DemoResult;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.verify.Verdict;
import io.howdah.samples.Samples;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.IndexFault;
import io.howdah.samples.fault.IndexShape;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one demonstration on a disguised sample did.
 *
 * @param planted index faults that were there
 * @param missed those that no advice mends
 * @param unfounded advice that nobody planted, no careful engineer would defend, and measurement does not bear out
 * @param factor the workload's total time before over after
 */
record DisguiseScore(long seed, int planted, List<String> missed, List<String> unfounded, int advice, double factor) {

    int found() {
        return planted - missed.size();
    }

    static DisguiseScore of(long seed, DemoResult result) {
        var sample = Samples.named(result.options().sample()).disguised(seed);
        var changes = result.advised().advisory().advice().stream()
                .flatMap(a -> a.changes().stream())
                .toList();
        var faults = sample.planted().stream()
                .filter(IndexFault.class::isInstance)
                .map(IndexFault.class::cast)
                .toList();
        var missed = faults.stream()
                .filter(fault -> !mended(fault, changes))
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

    private static String named(IndexFault fault) {
        return switch (fault) {
            case MissingIndex missing -> missing.id() + " " + missing.table();
            case BadIndex bad -> bad.id() + " " + bad.kind() + " " + bad.droppable();
        };
    }

    private static boolean mended(IndexFault fault, List<Change> changes) {
        return switch (fault) {
            case MissingIndex missing -> shapes(changes).stream().anyMatch(missing::satisfiedBy);
            case BadIndex bad -> bad.satisfiedBy(dropped(changes));
        };
    }

    private static List<IndexShape> shapes(List<Change> changes) {
        return changes.stream()
                .filter(CreateIndex.class::isInstance)
                .map(c -> shape(((CreateIndex) c).definition()))
                .toList();
    }

    private static Set<String> dropped(List<Change> changes) {
        return changes.stream()
                .filter(DropIndex.class::isInstance)
                .map(c -> ((DropIndex) c).index().name().name())
                .collect(Collectors.toSet());
    }

    private static IndexShape shape(IndexDefinition definition) {
        var keys = definition.keys().stream()
                .map(k -> new IndexShape.Key(Objects.requireNonNullElse(k.column(), k.expression()), k.descending()))
                .toList();
        return new IndexShape(
                definition.table().name(),
                definition.method(),
                keys,
                definition.include(),
                Optional.ofNullable(definition.predicate()));
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
                missing(sample).stream().anyMatch(m -> m.satisfiedBy(shape(create.definition())));
            case DropIndex drop ->
                sample.planted().stream()
                        .anyMatch(f -> f instanceof BadIndex bad
                                && bad.droppable().contains(drop.index().name().name()));
            case CreateExtension extension -> true;
            case ReindexIndex reindex -> false;
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
