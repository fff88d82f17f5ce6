package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.RelationUse;
import java.util.List;

/**
 * Sees databases whose multixact ids run out: the ids of groups of transactions that share a row lock.
 *
 * <p>The limits are those of transaction ids (manual, section 24.1.5.1).
 */
public final class MultixactAgeRule implements Rule {

    private static final double DEFAULT_FREEZE_MAX_AGE = 400_000_000;

    private static final AgeFindings.Lines LINES = AgeFindings.Lines.of("multixact-age");

    @Override
    public String slug() {
        return "multixact-age";
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
                "multixact ids",
                Settings.number(catalog, "autovacuum_multixact_freeze_max_age", DEFAULT_FREEZE_MAX_AGE),
                RelationUse::multixactAge);
        return catalog.activity().databases().stream()
                .flatMap(d -> ages.of(scene, d.name(), (double) d.multixactAge()).stream())
                .toList();
    }
}
