package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.settings.SettingChange;
import java.util.List;

/** Sees partition pruning switched off while partitioned tables are there. */
public final class PruningOffRule implements Rule {

    @Override
    public String slug() {
        return "pruning-off";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        boolean off = scene.catalog()
                .setting("enable_partition_pruning")
                .filter(s -> s.value().equals("off"))
                .isPresent();
        var tables = Partitions.of(scene.catalog()).keySet();
        return !off || tables.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                                slug(),
                                Severity.WARNING,
                                "enable_partition_pruning",
                                "partition pruning is off",
                                "Every statement reads every partition, whatever its conditions.",
                                List.of(Evidence.catalog("%d partitioned tables".formatted(tables.size()))))
                        .mendedBy(SettingChange.remedy(
                                scene.catalog(), SettingChange.to("enable_partition_pruning", "on"))));
    }
}
