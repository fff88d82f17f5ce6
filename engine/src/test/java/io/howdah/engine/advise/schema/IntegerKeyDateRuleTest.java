package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@PostgresTest
class IntegerKeyDateRuleTest {

    private final IntegerKeyDateRule rule = new IntegerKeyDateRule();

    @Test
    void says_the_day_on_which_a_key_runs_out(Database db) {
        var catalog = counted(db, 500_000_000, 10);

        assertThat(rule.examine(catalog))
                .singleElement()
                .satisfies(f -> assertThat(f.evidence().getFirst().figures().get("days_left"))
                        .isCloseTo(2147483646.0 / 50_000_000, within(1.0)))
                .satisfies(f -> assertThat(f.subject()).isEqualTo("\"Te st\".\"Ord ers\".id"));
    }

    @Test
    void is_silent_where_it_lasts_or_the_rate_is_not_known(Database db) {
        assertThat(rule.examine(counted(db, 1000, 10))).isEmpty();
        assertThat(rule.examine(counted(db, 500_000_000, 2))).isEmpty();
    }

    @Test
    void is_silent_about_sequences_that_begin_anew(Database db) {
        counted(db, 500_000_000, 10);
        db.execute("alter sequence \"Ord ers_id_seq\" cycle");

        assertThat(rule.examine(counted(db, 500_000_000, 10))).isEmpty();
    }

    @Test
    void leaves_keys_near_their_end_to_the_rules_of_these(Database db) {
        counted(db, 500_000_000, 10);
        db.execute("alter sequence \"Ord ers_id_seq\" restart 1610612736");
        assertThat(rule.examine(counted(db, 500_000_000, 10))).isEmpty();

        db.execute("alter sequence \"Ord ers_id_seq\" restart 1610612735");
        assertThat(rule.examine(counted(db, 500_000_000, 10))).hasSize(1);
    }

    @Test
    void is_silent_about_bigint_though_its_sequence_ends_as_early(Database db) {
        counted(db, 500_000_000, 10);
        db.execute("alter sequence \"Ord ers_big_seq\" maxvalue 2147483647");

        assertThat(Looking.subjects(rule.examine(counted(db, 500_000_000, 10)))).containsExactly("\"Ord ers\".id");
    }

    @Test
    void believes_a_rate_of_a_week_and_is_silent_about_sequences_that_gave_out_nothing(Database db) {
        db.execute("create table unused (id serial)");

        assertThat(Looking.subjects(rule.examine(counted(db, 500_000_000, 7)))).containsExactly("\"Ord ers\".id");
    }

    private static Catalog counted(Database db, long inserted, int days) {
        db.execute(
                "create table if not exists \"Ord ers\" (id serial primary key, big bigserial)",
                "insert into \"Ord ers\" default values");
        var catalog = Looking.catalog(db);
        var used = catalog.withRelations(catalog.relations().stream()
                .map(r -> r.withUse(Looking.use(0, 0, inserted, 0, 0)))
                .toList());
        return Looking.countedFor(used, Duration.ofDays(days));
    }
}
