package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class MoneyColumnRuleTest {

    @Test
    void sees_money_and_not_numeric(Database db) {
        db.execute("create table \"Prices\" (price money, cost numeric(10,2), n int)");

        assertThat(Looking.graded(Looking.with(new MoneyColumnRule(), db))).containsExactly("NOTICE \"Prices\".price");
    }
}
