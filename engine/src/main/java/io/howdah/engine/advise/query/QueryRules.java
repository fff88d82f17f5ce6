package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class QueryRules {

    private QueryRules() {}

    public static List<Rule> all() {
        return List.of(
                new UnguardedSpendingRule(),
                new UnrepeatableCallRule(),
                new RepeatedLookupRule(),
                new NullComparisonRule(),
                new NullableNotInRule(),
                new OuterJoinMadeInnerRule(),
                new EndlessRecursionRule(),
                new RecursionWithoutIndexRule(),
                new SelectStarRule(),
                new PatternSearchRule(),
                new LongListRule(),
                new SpillingStatementRule(),
                new ManyRowsRule(),
                new SlowStatementRule(),
                new PlanningTimeRule(),
                new StatementChurnRule(),
                new JitTimeRule(),
                new WorthCachingRule(),
                new PlanChangeRule(),
                new DefeatedIndexRule(),
                new ContradictedPlanRule(),
                new SessionStateRule());
    }
}
