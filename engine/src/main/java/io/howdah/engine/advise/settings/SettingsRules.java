package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class SettingsRules {

    private SettingsRules() {}

    public static List<Rule> all() {
        return List.of(
                new SharedBuffersRule(),
                new EffectiveCacheSizeRule(),
                new WorkMemoryRule(),
                new MaintenanceMemoryRule(),
                new MemoryOvercommitRule(),
                new WalSizeRule(),
                new CheckpointSpreadRule(),
                new WalLevelRule(),
                new DiskCostsRule(),
                new StatisticsDepthRule(),
                new ParallelWorkersRule(),
                new AutovacuumCapacityRule(),
                new HugePagesRule(),
                new IoMethodRule(),
                new PreparedTransactionsAllowedRule(),
                new ManyConnectionsRule(),
                new DurabilityOffRule(),
                new PlannerMethodOffRule(),
                new PendingRestartRule(),
                new LoggingRule(),
                new SlowLogRule(),
                new TrackingRule(),
                new StatementStatisticsRule(),
                new UnencryptedRule(),
                new EncryptionAtRestRule(),
                new ListenEverywhereRule());
    }
}
