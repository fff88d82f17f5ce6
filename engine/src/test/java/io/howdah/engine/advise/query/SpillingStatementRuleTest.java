package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class SpillingStatementRuleTest {

    private static Database database;

    private final SpillingStatementRule rule = new SpillingStatementRule();

    @BeforeAll
    static void tables(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int, note text)",
                "create table orders (id int primary key, person int, total int)",
                "insert into people select i, i, repeat('n', 500) from generate_series(1, 50) i",
                "analyze");
        database = db;
    }

    @Test
    void sees_what_each_call_writes_to_temporary_files() {
        assertThat(Scenes.of(database)
                        .ran("select id from people order by note", 100, 10, 10, 25_600)
                        .titles(rule))
                .containsExactly("writes 2 MB to temporary files with each call");
    }

    @Test
    void keeps_silent_on_a_little_and_on_rare_reports() {
        assertThat(Scenes.of(database).ran("select 1", 100, 10, 10, 12_000).titles(rule))
                .isEmpty();
        assertThat(Scenes.of(database).ran("select 1", 3, 10, 10, 256_000).titles(rule))
                .isEmpty();
    }
}
