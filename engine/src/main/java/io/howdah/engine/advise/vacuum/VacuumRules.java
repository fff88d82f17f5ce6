package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class VacuumRules {

    private VacuumRules() {}

    public static List<Rule> all() {
        return List.of(
                new AutovacuumTuningRule(),
                new InsertOnlyRule(),
                new FillFactorRule(),
                new TableBloatRule(),
                new HorizonHeldRule(),
                new VacuumPassesRule(),
                new FreezeAheadRule(),
                new StaleStatisticsRule(),
                new WholeNeverAnalysedRule());
    }
}
