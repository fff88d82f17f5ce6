package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Setting;
import java.util.List;

/**
 * Sees a method of the planner turned off for everyone.
 *
 * <p>The enable_ settings are crude tools for finding out why a plan was chosen (manual, section 19.7.1); off for all, they
 * make other statements slow.
 */
public final class PlannerMethodOffRule implements Rule {

    /** Left to {@code pruning-off}, which knows whether there is anything to prune. */
    private static final String PRUNING = "enable_partition_pruning";

    @Override
    public String slug() {
        return "planner-method-off";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var off = catalog.settings().stream()
                .filter(s -> s.name().startsWith("enable_") && !s.name().equals(PRUNING))
                .filter(s -> s.value().equals("off") && "on".equals(s.bootValue()))
                .map(Setting::name)
                .toList();
        if (off.isEmpty()) {
            return List.of();
        }
        return Advised.finding(
                slug(),
                Severity.WARNING,
                catalog,
                String.join(", ", off) + (off.size() == 1 ? " is" : " are") + " off for everyone",
                "The planner may not use what it was made for; statements that need it become slow. Mend the statement for which it"
                        + " was turned off, or SET it for that statement alone.",
                List.of(Advised.now(catalog, off.toArray(String[]::new))),
                off.stream().map(name -> SettingChange.to(name, "on")).toArray(SettingChange[]::new));
    }
}
