package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class RiskRulesTest {

    @Test
    void have_names_of_their_own() {
        assertThat(RiskRules.all())
                .extracting(Rule::slug)
                .doesNotHaveDuplicates()
                .hasSize(21);
    }

    @Test
    void tell_the_gravest_first(Database db) {
        assertThat(RiskRules.examine(Situation.of(db)))
                .extracting(Finding::severity)
                .isSorted()
                .hasSizeGreaterThan(2);
    }
}
