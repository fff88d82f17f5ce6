package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class ZonelessTimeRuleTest {

    private final ZonelessTimeRule rule = new ZonelessTimeRule();

    @Test
    void sees_times_that_forget_their_zone_and_worse_where_the_default_does(Database db) {
        db.execute(
                "create table \"Events\" (id int primary key, at timestamp default now(), opens timestamp)",
                "create table plain (day timestamp(0), noon timetz)",
                "create table parts (at timestamp default current_timestamp) partition by range (at)",
                "create table parts_1 partition of parts default");

        assertThat(Looking.graded(Looking.with(rule, db)))
                .containsExactly("INFO plain", "NOTICE \"Events\"", "NOTICE parts");
    }

    @Test
    void is_content_with_timestamptz_and_dates(Database db) {
        db.execute("create table fine (at timestamptz default now(), day date, opens time)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
