package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.PlanDifference;
import io.howdah.engine.advise.Planned.Changed;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which statements the twin plans otherwise under another setting of the planner.
 *
 * <p>That is all that can be said without running them: the costs of two cost units cannot be compared.
 */
final class PlansUnder {

    private static final int SHOWN = 3;

    private PlansUnder() {}

    /** The same findings with the plans that change under the settings; as they are where nothing was planned. */
    static List<Finding> evident(List<Finding> findings, Scene scene, Map<String, String> settings) {
        var evidence = evidence(scene, settings);
        return findings.stream().map(f -> f.with(evidence)).toList();
    }

    private static List<Evidence> evidence(Scene scene, Map<String, String> settings) {
        var now = scene.planned().mostFrequent();
        if (now.isEmpty()) {
            return List.of();
        }
        var changed = scene.planned().under(Configuration.AS_IS.setting(settings), now).stream()
                .filter(Changed::isOther)
                .toList();
        return Stream.concat(
                        Stream.of(whole(scene, settings, now.size(), changed)),
                        changed.stream().limit(SHOWN).map(PlansUnder::one))
                .toList();
    }

    private static Evidence whole(Scene scene, Map<String, String> settings, int statements, List<Changed> changed) {
        var words = new ArrayList<String>();
        settings.forEach((name, value) -> words.add(name + " = " + value));
        var setting = String.join(", ", words);
        double share = changed.stream()
                .mapToDouble(c -> StatementFindings.share(statement(c), scene))
                .sum();
        var text = changed.isEmpty()
                ? "under %s the planner keeps the plans of all %,d statements".formatted(setting, statements)
                : "under %s the planner takes another plan for %,d of %,d statements, with %s of the time; whether it is faster only running both can say: howdah what-if --set %s --run"
                        .formatted(setting, changed.size(), statements, Amount.share(share), setting.replace(" ", ""));
        return new Evidence(
                Evidence.Label.ESTIMATED,
                text,
                Map.of("statements", (double) statements, "changed", (double) changed.size(), "time_share", share));
    }

    private static Statement statement(Changed changed) {
        return changed.before().statement();
    }

    private static Evidence one(Changed changed) {
        return new Evidence(
                Evidence.Label.ESTIMATED,
                StatementText.brief(statement(changed)) + ": "
                        + PlanDifference.of(changed.before().plan(), changed.after()),
                Map.of());
    }
}
