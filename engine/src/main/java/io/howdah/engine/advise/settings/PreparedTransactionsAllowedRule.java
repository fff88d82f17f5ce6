package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import java.util.List;

/**
 * Sees room for prepared transactions of which none is there.
 *
 * <p>The manual asks for zero where they are not used, so that none is made by accident and forgotten (section 19.4.1):
 * each holds its locks and holds vacuum back until someone ends it.
 */
public final class PreparedTransactionsAllowedRule implements Rule {

    @Override
    public String slug() {
        return "prepared-transactions-allowed";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double allowed = Settings.number(catalog, "max_prepared_transactions", 0);
        if (allowed < 1 || !catalog.activity().preparedTransactions().isEmpty()) {
            return List.of();
        }
        return Advised.finding(
                slug(),
                Severity.INFO,
                catalog,
                Amount.count(allowed) + " prepared transactions are allowed, and there is none",
                "One that is made and forgotten holds its locks and vacuum back. Leave it where a transaction manager (XA) uses"
                        + " them; a standby needs at least as many as its primary.",
                List.of(Advised.now(catalog, "max_prepared_transactions")),
                SettingChange.to("max_prepared_transactions", "0"));
    }
}
