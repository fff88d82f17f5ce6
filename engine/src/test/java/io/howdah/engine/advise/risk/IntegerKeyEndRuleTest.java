package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Severity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class IntegerKeyEndRuleTest {

    private final IntegerKeyEndRule rule = new IntegerKeyEndRule();

    @Test
    void sees_a_key_filled_by_the_application_and_one_that_refers_to_a_wider_one(Database db) {
        db.execute(
                "create table \"Orders\" (id int primary key)",
                "insert into \"Orders\" select 2000000000 + n from generate_series(1, 100) n",
                "create table wide (id bigint primary key)",
                "insert into wide select 1700000000 + n from generate_series(1, 100) n",
                "create table refers (wide int references wide, other int)",
                "insert into refers select id, 2147483647 from wide",
                "analyze");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactlyInAnyOrder(
                        "CRITICAL column \"Te st\".\"Orders\".id: the key \"Te st\".\"Orders\".id has used 93 % of the range of integer",
                        "WARNING column \"Te st\".refers.wide: the key \"Te st\".refers.wide has used 79 % of the range of integer");
    }

    @Test
    void sees_the_key_of_a_partitioned_table(Database db) {
        db.execute(
                "create table events (id smallint primary key) partition by range (id)",
                "create table events_1 partition of events default",
                "insert into events select 32000 + n from generate_series(1, 100) n",
                "analyze");

        assertThat(rule.examine(Situation.of(db)))
                .extracting(finding -> finding.subject())
                .containsExactly("column \"Te st\".events.id", "column \"Te st\".events_1.id");
    }

    @Test
    void leaves_small_values_wide_types_and_columns_with_a_sequence_alone(Database db) {
        db.execute(
                "create table small (id int primary key, big bigint)",
                "insert into small select n, 9000000000000000000 from generate_series(1, 100) n",
                "create table fed (id serial primary key)",
                "insert into fed select 2000000000 + n from generate_series(1, 100) n",
                "create table no_key (n int check (n > 0))",
                "insert into no_key select 2000000000 + n from generate_series(1, 100) n",
                "create table text_key (id text primary key)",
                "insert into text_key select 'x' || n from generate_series(1, 100) n",
                "analyze");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void counts_from_each_line_on(Database db) {
        db.execute(
                "create table \"Orders\" (id int primary key)",
                "insert into \"Orders\" select 1610612735 - n from generate_series(0, 99) n",
                "analyze");
        assertThat(rule.examine(Situation.of(db))).isEmpty();

        assertThat(severity(db, 1_610_612_736)).isEqualTo(Severity.WARNING);
        assertThat(severity(db, 1_932_735_282)).isEqualTo(Severity.WARNING);
        assertThat(severity(db, 1_932_735_283)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void sees_the_end_in_a_column_of_few_values(Database db) {
        db.execute(
                "create table wide (id bigint primary key)",
                "insert into wide values (1700000000)",
                "create table refers (wide int references wide)",
                "insert into refers select 1700000000 from generate_series(1, 100)",
                "analyze");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "WARNING column \"Te st\".refers.wide: the key \"Te st\".refers.wide has used 79 % of the range of integer");
    }

    @Test
    void is_silent_on_tables_that_were_never_analysed(Database db) {
        db.execute("create table fresh (id int primary key)", "insert into fresh values (2147483647)");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    /** With one more order of this number. */
    private Severity severity(Database db, int id) {
        db.execute("insert into \"Orders\" values (" + id + ")", "analyze");
        return rule.examine(Situation.of(db)).getFirst().severity();
    }
}
