package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package that look at a catalog. */
public final class PartitionRules {

    private PartitionRules() {}

    public static List<Rule> all() {
        return List.of(
                new FuturePartitionsRule(),
                new DefaultPartitionRule(),
                new PartitionGapRule(),
                new PartitionParametersRule(),
                new PruningOffRule(),
                new UnprunedStatementRule(),
                new ManyPartitionsRule(),
                new UnevenPartitionsRule(),
                new PartitionCandidateRule());
    }
}
