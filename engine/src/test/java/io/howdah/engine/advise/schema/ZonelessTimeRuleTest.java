package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
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

    @Test
    void is_content_where_the_comment_names_the_zone(Database db) {
        db.execute(
                "create table \"Said\" (a timestamp, b timestamp default (now() at time zone 'UTC'), c timestamp, d timestamp)",
                "comment on column \"Said\".a is 'In utc.'",
                "comment on column \"Said\".b is 'UTC'",
                "comment on column \"Said\".c is 'as clocks show it in Europe/Berlin'",
                "comment on column \"Said\".d is 'local time of the store'");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void believes_no_comment_that_names_none_or_that_the_default_or_the_type_gives_the_lie(Database db) {
        db.execute(
                "create table unsaid (a timestamp)",
                "comment on column unsaid.a is 'when it came, latest first, not in UTC'",
                "create table beside (a timestamp, b int)",
                "comment on column beside.b is 'UTC'",
                "comment on table beside is 'UTC'",
                "create table otherwise (a timestamp default localtimestamp)",
                "comment on column otherwise.a is 'in UTC'",
                "create table noon (a timetz)",
                "comment on column noon.a is 'in UTC'");

        assertThat(Looking.graded(Looking.with(rule, db)))
                .containsExactly("INFO beside", "INFO noon", "INFO unsaid", "NOTICE otherwise");
    }

    @Test
    void either_way_out_ends_it(Database db) {
        db.execute(
                "create table \"T 1\" (\"At\" timestamp default now(), b timestamp)",
                "create table \"T 2\" (\"At\" timestamp default now(), b timestamp)");

        var ways = Looking.with(rule, db);
        assertThat(Looking.subjects(ways)).containsExactlyInAnyOrder("\"T 1\"", "\"T 2\"");
        for (int way = 0; way < 2; way++) {
            var decision = Objects.requireNonNull(ways.get(way).decision());
            decision.choices().get(way).sql().forEach(db::execute);
        }

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void writes_down_only_what_times_with_a_date_take(Database db) {
        db.execute("create table plain (day timestamp(0), noon timetz)");

        var choices = Objects.requireNonNull(Looking.with(rule, db).getFirst().decision())
                .choices();

        assertThat(choices.get(0).sql())
                .containsExactly(
                        "ALTER TABLE \"Te st\".plain ALTER COLUMN day TYPE timestamptz USING day AT TIME ZONE 'UTC'");
        assertThat(choices.get(1).sql()).containsExactly("COMMENT ON COLUMN \"Te st\".plain.day IS 'in UTC'");
    }

    @Test
    void says_what_a_default_forgets(Database db) {
        db.execute("create table events (at timestamp default now(), opens timestamp)");
        var found = Looking.with(rule, db).getFirst();

        assertThat(found.why()).startsWith("The default takes the present moment");
        assertThat(found.evidence())
                .extracting(Evidence::text)
                .containsExactly("at timestamp without time zone, default now()", "opens timestamp without time zone");

        db.execute("alter table events alter at drop default");
        assertThat(Looking.with(rule, db).getFirst().why()).startsWith("Two sessions with other time zones");
    }
}
