package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;

/**
 * Sees a database in which many transactions fail.
 */
public final class RollbackRatioRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "rollback-ratio.share", 0.1, "share of the transactions", "check_postgres commitratio warns at 90 %");
    private static final Threshold TRANSACTIONS =
            new Threshold("rollback-ratio.transactions", 10000, "transactions since the counters began", "ours");

    @Override
    public String slug() {
        return "rollback-ratio";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, TRANSACTIONS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double rollbacks = state.counter("rollbacks");
        double all = rollbacks + state.counter("commits");
        if (!(all >= scene.of(TRANSACTIONS)) || rollbacks < scene.of(SHARE) * all) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "database " + scene.catalog().database(),
                Amount.share(rollbacks / all) + " of the transactions were rolled back",
                "What they wrote stays as dead rows. The server's log has the errors; some pools roll back after every use, which is"
                        + " harmless and hides the rest.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        Amount.count(rollbacks) + " of " + Amount.count(all),
                        Map.of("rollbacks", rollbacks, "transactions", all)))));
    }
}
