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
