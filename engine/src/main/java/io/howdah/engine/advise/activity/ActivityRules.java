package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class ActivityRules {

    private ActivityRules() {}

    public static List<Rule> all() {
        return List.of(
                new CacheHitRule(),
                new RollbackRatioRule(),
                new DeadlocksRule(),
                new TemporaryFilesRule(),
                new WaitEventsRule(),
                new LongUpkeepRule(),
                new IdleConnectionsRule(),
                new ConnectionChurnRule(),
                new PoolWaitingRule(),
                new PoolClientsRule(),
                new PoolSizeRule(),
                new SessionsLostRule(),
                new IdleTransactionTimeRule(),
                new BackendWritesRule(),
                new PageImagesRule(),
                new WalBuffersRule(),
                new SlowReadsRule());
    }
}
