package io.howdah.app.stage;

import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.query.QueryRules;
import io.howdah.engine.advise.risk.RiskRules;
import java.util.List;
import java.util.stream.Stream;

/** All rules of {@code inspect}, by subject. */
public final class Rulebook {

    private Rulebook() {}

    public static List<Rule> all() {
        return Stream.of(RiskRules.all(), QueryRules.all())
                .flatMap(List::stream)
                .toList();
    }
}
