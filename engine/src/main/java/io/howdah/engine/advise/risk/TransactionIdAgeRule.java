package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.RelationUse;
import java.util.List;

/**
 * Sees databases whose transaction ids run out.
 *
 * <p>Warns at half of 2^31 and calls 80 % critical: vacuum's failsafe sets in at 1.6 billion, three quarters (manual, section
 * 19.10, vacuum_failsafe_age), and the server stops writing 3 million before the end (section 24.1.5.1).
 */
public final class TransactionIdAgeRule implements Rule {

    private static final double DEFAULT_FREEZE_MAX_AGE = 200_000_000;

    private static final AgeFindings.Lines LINES = AgeFindings.Lines.of("transaction-id-age");

    @Override
    public String slug() {
        return "transaction-id-age";
    }

    @Override
    public List<Threshold> thresholds() {
        return LINES.all();
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var ages = new AgeFindings(
                slug(),
                LINES,
                "transaction ids",
                Settings.number(catalog, "autovacuum_freeze_max_age", DEFAULT_FREEZE_MAX_AGE),
                RelationUse::frozenXidAge);
        return catalog.activity().databases().stream()
                .flatMap(d -> ages.of(scene, d.name(), (double) d.xidAge()).stream())
                .toList();
    }
}
