package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class ReplicationRules {

    private ReplicationRules() {}

    public static List<Rule> all() {
        return List.of(
                new SynchronousNamesRule(),
                new ReplayPausedRule(),
                new ReceiverMissingRule(),
                new StandbyConflictsRule(),
                new SubscriptionFailingRule(),
                new ReplicaIdentityRule(),
                new SlotWalLimitRule(),
                new StandbyWithoutSlotRule(),
                new ReplicationRoomRule(),
                new DecodingSpillRule());
    }
}
