package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import java.util.Comparator;
import java.util.List;

/** All rules of this package. */
public final class StatisticsRules {

    private static final List<StatisticsRule> ALL =
            List.of(new CorrelatedColumnsRule(), new GroupedColumnsRule(), new StatisticsTargetRule());

    private StatisticsRules() {}

    public static List<StatisticsRule> all() {
        return ALL;
    }

    /** Whether the rule is one of them. */
    public static boolean has(Rule rule) {
        return ALL.stream().anyMatch(r -> r.slug().equals(rule.slug()));
    }

    /** What they advise, weightiest first. */
    public static List<Advice> advice(Scene scene) {
        return ALL.stream()
                .flatMap(rule -> rule.advice(scene).stream())
                .sorted(Comparator.comparing(Advice::finding, Finding.WEIGHTIEST_FIRST))
                .toList();
    }
}
