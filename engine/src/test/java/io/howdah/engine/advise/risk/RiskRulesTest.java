package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Rule;
import org.junit.jupiter.api.Test;

class RiskRulesTest {

    @Test
    void have_names_of_their_own() {
        assertThat(RiskRules.all())
                .extracting(Rule::slug)
                .doesNotHaveDuplicates()
                .hasSize(23);
    }
}
