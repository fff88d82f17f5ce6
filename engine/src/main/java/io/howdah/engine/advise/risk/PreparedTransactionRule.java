package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Name;
import java.util.List;

/**
 * Sees prepared transactions that nobody came back to end.
 *
 * <p>They keep their locks and hold vacuum back, across restarts too (manual, PREPARE TRANSACTION, Caution). A transaction manager
 * ends them within seconds; five minutes means that it lost one.
 */
public final class PreparedTransactionRule implements Rule {

    private static final Threshold WARNING = new Threshold(
            "prepared-transaction.seconds", 300, "seconds", "ours: a transaction manager ends them within seconds");
    private static final Threshold CRITICAL =
            new Threshold("prepared-transaction.critical-seconds", 3600, "seconds", "ours: an hour of locks");

    @Override
    public String slug() {
        return "prepared-transaction";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARNING, CRITICAL);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.activity().preparedTransactions().stream()
                .filter(t -> t.ageSeconds() >= scene.of(WARNING))
                .map(t -> finding(scene, t))
                .toList();
    }

    private Finding finding(Scene scene, Activity.PreparedTransaction transaction) {
        return Finding.of(
                slug(),
                transaction.ageSeconds() >= scene.of(CRITICAL) ? Severity.CRITICAL : Severity.WARNING,
                "prepared transaction " + transaction.gid(),
                "the prepared transaction %s has waited for its end for %s"
                        .formatted(transaction.gid(), Amount.duration(transaction.ageSeconds())),
                "It keeps its locks and holds vacuum back until, in database " + transaction.database()
                        + ", COMMIT PREPARED " + Name.literal(transaction.gid()).strip()
                        + " or ROLLBACK PREPARED ends it. Ask the transaction manager first.",
                List.of(Evidence.catalog("of user " + transaction.owner() + ", " + Amount.count(transaction.xidAge())
                        + " transactions old")));
    }
}
