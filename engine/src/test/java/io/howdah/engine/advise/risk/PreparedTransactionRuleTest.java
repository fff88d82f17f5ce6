package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
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

    @Test
    void counts_from_each_line_on() {
        assertThat(rule.examine(prepared(299))).isEmpty();
        assertThat(Situation.seen(rule, prepared(300)))
                .singleElement()
                .asString()
                .startsWith("WARNING");
        assertThat(Situation.seen(rule, prepared(3_599)))
                .singleElement()
                .asString()
                .startsWith("WARNING");
        assertThat(Situation.seen(rule, prepared(3_600)))
                .singleElement()
                .asString()
                .startsWith("CRITICAL");
    }

    private static Catalog prepared(double seconds) {
        var prepared = new Activity.PreparedTransaction("lost", "ann", "shop", seconds, 5);
        return Situation.madeUp(
                new Activity(List.of(), List.of(), List.of(prepared), List.of(), null, List.of(), null, Map.of()),
                Map.of());
    }
}
