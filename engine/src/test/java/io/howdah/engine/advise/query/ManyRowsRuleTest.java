package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class ManyRowsRuleTest {

    private final ManyRowsRule rule = new ManyRowsRule();

    @Test
    void sees_queries_that_send_very_many_rows(Database db) {
        assertThat(Scenes.of(db)
                        .ran("select id from people where boss = $1", 100, 10, 2_000_000)
                        .titles(rule))
                .containsExactly("sends 20,000 rows with each call");
    }

    @Test
    void keeps_silent_on_fewer_rows_on_rare_exports_and_on_what_costs_nothing(Database db) {
        assertThat(Scenes.of(db)
                        .ran("select id from people where a = $1", 1000, 100_000, 9_000_000)
                        .ran("select id from people where b = $1", 3, 100_000, 9_000_000)
                        .ran("select id from people where c = $1", 100, 1, 9_000_000)
                        .titles(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_on_rows_that_are_changed_and_not_sent_and_on_limits_that_were_chosen(Database db) {
        assertThat(Scenes.of(db)
                        .ran("update people set boss = $1", 100, 10, 2_000_000)
                        .ran("insert into people select * from others", 100, 10, 2_000_000)
                        .ran("delete from people where boss = $1 returning id", 100, 10, 2_000_000)
                        .ran("merge into people using others on true when matched then delete", 100, 10, 2_000_000)
                        .ran("select id from people limit $1", 100, 10, 2_000_000)
                        .ran("select id from people fetch first $1 rows only", 100, 10, 2_000_000)
                        .titles(rule))
                .isEmpty();
    }

    @Test
    void is_known_by_the_statement_whatever_its_values_and_its_queryid(Database db) {
        var scenes = Scenes.of(db)
                .ran("select id from people where a in ($1, $2)", 100, 50, 2_000_000)
                .ran("select id from people  where a in ($1, $2, $3)", 100, 50, 3_000_000);

        assertThat(scenes.seenBy(rule)).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.key()).matches("many-rows:[0-9a-f]{12}");
            assertThat(finding.cost().timeShare()).isEqualTo(1);
        });
        assertThat(Scenes.of(db)
                        .ran("SELECT id FROM people WHERE a IN (7)", 100, 50, 2_000_000)
                        .seenBy(rule)
                        .getFirst()
                        .key())
                .isEqualTo(scenes.seenBy(rule).getFirst().key());
    }
}
