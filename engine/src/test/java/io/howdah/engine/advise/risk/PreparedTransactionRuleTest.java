package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class PreparedTransactionRuleTest {

    private final PreparedTransactionRule rule = new PreparedTransactionRule();

    @Test
    void sees_a_prepared_transaction_that_nobody_ended(Database db) {
        db.execute("create table \"Orders\" (id int)");
        db.execute("begin; insert into \"Orders\" values (1); prepare transaction 'it''s lost'");
        var catalog = Situation.of(db);
        db.execute("rollback prepared 'it''s lost'");

        assertThat(Situation.seen(rule, Situation.later(catalog, 600)))
                .containsExactly(
                        "WARNING prepared transaction it's lost: the prepared transaction it's lost has waited for"
                                + " its end for 10 min");
        assertThat(rule.examine(Situation.later(catalog, 600)).getFirst().why()).contains("ROLLBACK PREPARED");
        assertThat(Situation.seen(rule, Situation.later(catalog, 7_200)))
                .singleElement()
                .asString()
                .startsWith("CRITICAL");
        assertThat(rule.examine(catalog)).as("only just prepared").isEmpty();
    }
}
