package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Sequence;
import java.util.List;
import java.util.Map;

/**
 * Sees sequences that run out, by their own limit or by that of the column they feed.
 *
 * <p>At the end every INSERT fails. Warns at 75 %, where converting a large key's column online can still be done in peace, and
 * calls 90 % critical. Sequences that begin again (CYCLE) are left alone.
 */
public final class SequenceEndRule implements Rule {

    private static final Threshold WARNING = new Threshold(
            "sequence-end.used", 0.75, "share of the range", "ours: a large table can still be converted in peace");
    private static final Threshold CRITICAL = new Threshold("sequence-end.critical", 0.9, "share of the range", "ours");

    @Override
    public String slug() {
        return "sequence-end";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARNING, CRITICAL);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.sequences().stream()
                .filter(s -> !s.cycles() && used(s) >= scene.of(WARNING))
                .map(s -> finding(scene, s))
                .toList();
    }

    /** The part of its range that a sequence has used. */
    static double used(Sequence sequence) {
        var last = sequence.lastValue();
        if (last == null) {
            return 0;
        }
        double columnEnd = IntegerType.maximum(sequence.ownerColumnType());
        return sequence.increment() > 0
                ? last / Math.min((double) sequence.maximum(), columnEnd)
                : last / Math.max((double) sequence.minimum(), -columnEnd - 1);
    }

    private Finding finding(Scene scene, Sequence sequence) {
        double used = used(sequence);
        var column = sequence.ownerTable() == null
                ? ""
                : ", which feeds " + sequence.ownerTable() + "." + sequence.ownerColumn() + " ("
                        + sequence.ownerColumnType() + ")";
        var found = Finding.of(
                slug(),
                used >= scene.of(CRITICAL) ? Severity.CRITICAL : Severity.WARNING,
                "sequence " + sequence.name(),
                "the sequence " + sequence.name() + " has used " + Amount.share(used) + " of its range",
                "At its end every INSERT that draws from it fails. Make column and sequence bigint before that, with what"
                        + " refers to it.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "last value " + sequence.lastValue() + " of the " + sequence.type() + " sequence" + column,
                        Map.of("used", used))));
        var table = sequence.ownerTable();
        var fed = sequence.ownerColumn();
        return table == null || fed == null || IntegerType.maximum(sequence.ownerColumnType()) > Integer.MAX_VALUE
                ? found
                : new WiderKey(scene.catalog()).out(found, table, fed);
    }
}
