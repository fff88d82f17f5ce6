package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Advisory.Form;
import io.howdah.engine.catalog.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityTest {

    private static final Statement STATEMENT =
            new Statement("1", "select * from t where state = $1", List.of(), 10, 0, null);

    @Test
    void says_that_other_values_lose() {
        assertThat(notes(form(0.9, false, 1000, 20), form(0.1, false, 1000, 1500)))
                .singleElement()
                .asString()
                .contains("loses with others", "1,000 → 1,500");
    }

    @Test
    void says_that_the_plan_without_values_loses() {
        assertThat(notes(form(1, false, 1000, 20), form(0, true, 1000, 4000)))
                .singleElement()
                .asString()
                .contains("prepared statement", "1,000 → 4,000");
    }

    @Test
    void says_for_which_share_of_the_calls_nothing_is_gained() {
        assertThat(notes(form(0.3, false, 1000, 20), form(0.7, false, 1000, 1000)))
                .singleElement()
                .asString()
                .contains("70 %", "1,000 a call");
    }

    @Test
    void is_silent_where_all_values_gain_or_none_does() {
        assertThat(notes(form(0.3, false, 1000, 20), form(0.7, false, 1000, 500), form(0, true, 900, 20)))
                .isEmpty();
        assertThat(notes(form(1, false, 1000, 990))).isEmpty();
    }

    private static List<String> notes(Form... forms) {
        return Sensitivity.notes(STATEMENT, List.of(forms));
    }

    private static Form form(double share, boolean generic, double before, double after) {
        return new Form("select", share, generic, before, after);
    }
}
