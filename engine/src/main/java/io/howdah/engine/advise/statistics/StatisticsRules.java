package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class StatisticsRules {

    private static final List<Rule> ALL = List.of(new CorrelatedColumnsRule(), new GroupedColumnsRule());

    private StatisticsRules() {}

    public static List<Rule> all() {
        return ALL;
    }

    /** Whether the rule is one of them. */
    public static boolean has(Rule rule) {
        return ALL.stream().anyMatch(r -> r.slug().equals(rule.slug()));
    }
}
