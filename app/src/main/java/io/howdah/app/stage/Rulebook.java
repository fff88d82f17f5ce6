package io.howdah.app.stage;

import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.activity.ActivityRules;
import io.howdah.engine.advise.index.IndexRules;
import io.howdah.engine.advise.partition.PartitionRules;
import io.howdah.engine.advise.query.QueryRules;
import io.howdah.engine.advise.replication.ReplicationRules;
import io.howdah.engine.advise.risk.RiskRules;
import io.howdah.engine.advise.schema.SchemaRules;
import io.howdah.engine.advise.security.SecurityRules;
import io.howdah.engine.advise.settings.SettingsRules;
import io.howdah.engine.advise.statistics.StatisticsRules;
import io.howdah.engine.advise.vacuum.VacuumRules;
import io.howdah.engine.advise.version.VersionRules;
import java.util.List;
import java.util.stream.Stream;

/** All rules of {@code inspect}, by subject. */
public final class Rulebook {

    private Rulebook() {}

    public static List<Rule> all() {
        return Stream.<List<? extends Rule>>of(
                        RiskRules.all(),
                        IndexRules.all(),
                        QueryRules.all(),
                        StatisticsRules.all(),
                        VacuumRules.all(),
                        ActivityRules.all(),
                        ReplicationRules.all(),
                        SettingsRules.all(),
                        VersionRules.all(),
                        SchemaRules.all(),
                        PartitionRules.all(),
                        SecurityRules.all())
                .<Rule>flatMap(List::stream)
                .toList();
    }
}
