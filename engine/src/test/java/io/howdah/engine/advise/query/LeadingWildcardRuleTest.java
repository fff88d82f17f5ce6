package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class LeadingWildcardRuleTest {

    private final LeadingWildcardRule rule = new LeadingWildcardRule();

    @Test
    void sees_patterns_that_may_begin_with_anything(Database db) {
        db.execute(
                "create table \"People\" (id int primary key, name text)",
                "insert into \"People\" select i, 'n' || i from generate_series(1, 20000) i",
                "create index on \"People\" (name text_pattern_ops)",
                "analyze");

        assertThat(Looking.planning(
                        rule,
                        db,
                        "SELECT * FROM \"Te st\".\"People\" WHERE name LIKE '%77%'",
                        "SELECT * FROM \"Te st\".\"People\" WHERE name LIKE 'n77%'",
                        "SELECT count(*) FROM \"Te st\".\"People\" WHERE name NOT LIKE '%7%'"))
                .extracting(f -> f.title())
                .containsExactly("looks for a part of name in every row of \"Te st\".\"People\"");
    }

    @Test
    void keeps_silent_on_small_tables(Database db) {
        db.execute(
                "create table t (name text)",
                "insert into t select 'n' || i from generate_series(1, 200) i",
                "analyze");

        assertThat(Looking.planning(rule, db, "SELECT * FROM \"Te st\".t WHERE name LIKE '%77%'"))
                .isEmpty();
    }
}
