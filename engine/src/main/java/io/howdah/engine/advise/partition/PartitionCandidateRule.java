package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import java.util.List;

/**
 * Sees which large tables could be divided, and asks the twin what every statement on them would cost then: those that do
 * not name the key get dearer.
 *
 * <p>By time, where statements delete old rows by it; by list, where most calls name one of few values. Never where a unique
 * constraint, or another table's foreign key, needs rows found without the key, and never by hash: it helps no retention and makes
 * such promises impossible.
 */
public final class PartitionCandidateRule implements Rule {

    static final String SLUG = "partition-candidate";

    static final Threshold BYTES = new Threshold(
            "partition-candidate.bytes",
            100_000_000,
            "bytes",
            "ours: from here on dropping a partition beats deleting rows");

    static final Threshold LISTED = new Threshold(
            "partition-candidate.share", 0.6, "of the calls", "ours: so many have to name one of the values of a list");

    static final Threshold VALUES =
            new Threshold("partition-candidate.values", 50, "values", "ours: more are no list of partitions");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES, LISTED, VALUES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.planned().withValues().isEmpty() ? List.of() : PartitionSearch.in(scene);
    }
}
