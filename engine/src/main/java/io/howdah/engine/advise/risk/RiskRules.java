package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.index.InvalidIndexRule;
import java.util.List;

/** All rules of this package. */
public final class RiskRules {

    private RiskRules() {}

    public static List<Rule> all() {
        return List.of(
                new ConnectionLimitRule(),
                new LockTableRule(),
                new BlockingRule(),
                new IdleInTransactionRule(),
                new LongTransactionRule(),
                new TransactionIdAgeRule(),
                new MultixactAgeRule(),
                new ChecksumFailureRule(),
                new ReplicationSlotRule(),
                new PreparedTransactionRule(),
                new ReplicationLagRule(),
                new ArchiverFailingRule(),
                new ArchiveBacklogRule(),
                new LastBackupRule(),
                new SequenceEndRule(),
                new IntegerKeyEndRule(),
                new DiskSpaceRule(),
                new InvalidIndexRule(),
                new IncompleteIndexRule(),
                new AutovacuumOffRule(),
                new NeverVacuumedRule(),
                new CheckpointFrequencyRule(),
                new TimeoutsUnsetRule());
    }
}
