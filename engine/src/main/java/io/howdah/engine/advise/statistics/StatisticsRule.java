package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import java.util.List;

/** A rule whose findings the tool can mend, by what ANALYZE gathers. */
public sealed interface StatisticsRule extends Rule
        permits CorrelatedColumnsRule, GroupedColumnsRule, StatisticsTargetRule {

    /** What it sees, with the change that mends it. */
    List<Advice> advice(Scene scene);

    @Override
    default List<Finding> examine(Scene scene) {
        return advice(scene).stream().map(Advice::finding).toList();
    }

    /** By how much an estimate must be off where no plan changes. */
    static Threshold factor(String slug) {
        return new Threshold(
                slug + ".factor",
                10,
                "times",
                "pev2 marks a node whose rows are misjudged ten times; less counts where a plan changes");
    }

    /** The smallest table that is looked at. */
    static Threshold rows(String slug) {
        return new Threshold(slug + ".rows", 10_000, "rows of the table", "ours: any plan is fast on fewer");
    }
}
