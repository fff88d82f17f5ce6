package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Severity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class SequenceEndRuleTest {

    private final SequenceEndRule rule = new SequenceEndRule();

    @Test
    void sees_a_serial_key_near_its_end(Database db) {
        db.execute(
                "create table \"Orders\" (\"Id\" serial primary key)",
                "select setval('\"Orders_Id_seq\"', 1700000000)");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .singleElement()
                .asString()
                .startsWith("WARNING sequence ")
                .endsWith("\"Orders_Id_seq\" has used 79 % of its range");
    }

    @Test
    void names_the_command_that_makes_the_key_wider_with_all_that_refers_to_it(Database db) {
        db.execute(
                "create table alone (id serial primary key)",
                "create table \"Orders\" (\"Id\" serial primary key)",
                "create table lines (\"order\" int unique references \"Orders\")",
                "create table notes (id bigint references \"Orders\", line int references lines (\"order\"))",
                "select setval('\"Orders_Id_seq\"', 1700000000), setval('alone_id_seq', 1700000000)");

        assertThat(rule.examine(Situation.of(db)))
                .flatExtracting(
                        finding -> Objects.requireNonNull(finding.decision()).choices())
                .flatExtracting(choice -> choice.commands())
                .extracting(command -> command.text())
                .containsExactlyInAnyOrder(
                        "howdah change 'ALTER TABLE \"Te st\".alone ALTER COLUMN id TYPE bigint'",
                        "howdah change --with-references 'ALTER TABLE \"Te st\".\"Orders\" ALTER COLUMN \"Id\" TYPE bigint'");
        assertThat(rule.examine(Situation.of(db)))
                .flatExtracting(
                        finding -> Objects.requireNonNull(finding.decision()).choices())
                .flatExtracting(choice -> choice.sql())
                .hasSize(4);
    }

    @Test
    void sees_that_the_column_ends_before_its_sequence(Database db) {
        db.execute(
                "create sequence wide",
                "create table orders (id int primary key default nextval('wide'))",
                "select setval('wide', 2100000000)");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .singleElement()
                .asString()
                .startsWith("CRITICAL")
                .contains("98 %");
    }

    @Test
    void sees_a_descending_sequence_near_its_end(Database db) {
        db.execute("create sequence down increment -1 minvalue -100", "select setval('down', -95)");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .singleElement()
                .asString()
                .startsWith("CRITICAL")
                .contains("95 %");
    }

    @Test
    void leaves_sequences_with_room_and_those_that_begin_again_alone(Database db) {
        db.execute(
                "create table orders (id bigserial primary key)",
                "select setval('orders_id_seq', 2100000000)",
                "create sequence round maxvalue 100 cycle",
                "select setval('round', 99)",
                "create sequence unused maxvalue 2");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void names_the_column_that_a_sequence_feeds(Database db) {
        db.execute(
                "create table orders (id serial primary key)",
                "select setval('orders_id_seq', 2100000000)",
                "create sequence alone maxvalue 100",
                "select setval('alone', 99)");

        assertThat(rule.examine(Situation.of(db)))
                .extracting(f -> f.evidence().getFirst().text())
                .containsExactlyInAnyOrder(
                        "last value 99 of the bigint sequence",
                        "last value 2100000000 of the integer sequence, which feeds \"Te st\".orders.id (integer)");
    }

    @Test
    void counts_from_each_line_on(Database db) {
        db.execute("create sequence short maxvalue 100", "select setval('short', 74)");
        assertThat(rule.examine(Situation.of(db))).isEmpty();

        assertThat(severity(db, 75)).isEqualTo(Severity.WARNING);
        assertThat(severity(db, 89)).isEqualTo(Severity.WARNING);
        assertThat(severity(db, 90)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void sees_that_the_column_ends_before_a_sequence_that_goes_down(Database db) {
        db.execute(
                "create sequence down increment -1",
                "create table orders (id int primary key default nextval('down'))",
                "select setval('down', -2100000000)");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .singleElement()
                .asString()
                .startsWith("CRITICAL")
                .contains("98 %");
    }

    /** Once the sequence has come so far. */
    private Severity severity(Database db, int last) {
        db.execute("select setval('short', " + last + ")");
        return rule.examine(Situation.of(db)).getFirst().severity();
    }
}
