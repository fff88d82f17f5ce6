package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@PostgresTest
class AutovacuumOffRuleTest {

    private final AutovacuumOffRule rule = new AutovacuumOffRule();

    @Test
    void sees_that_it_is_off_for_the_server(Database db) {
        assertThat(Situation.seen(rule, Situation.of(db)))
                .as("the test server runs without autovacuum")
                .containsExactly(
                        "CRITICAL setting autovacuum: autovacuum is off: no table is vacuumed or analysed by itself");
    }

    @Test
    void sees_that_it_is_off_for_a_table_that_is_updated(Database db) throws SQLException {
        db.execute(
                "create table \"Orders\" (id int) with (autovacuum_enabled = off)",
                "create table \"Only read\" (id int) with (autovacuum_enabled = off)");
        try (var writing = db.connection();
                var statement = writing.createStatement()) {
            statement.execute("insert into \"Orders\" select generate_series(1, 10)");
            statement.execute("update \"Orders\" set id = id + 1");
        }
        Counters.await(db, "select n_tup_upd from pg_stat_all_tables where relname = 'Orders'", 10);

        assertThat(Situation.seen(rule, Situation.of(db)))
                .contains("WARNING table \"Te st\".\"Orders\": autovacuum is off for \"Te st\".\"Orders\"")
                .hasSize(2);
    }

    @Test
    void is_silent_where_it_is_on() {
        var on = Situation.madeUp(Situation.counters(Map.of()), Map.of("autovacuum", "on", "track_counts", "on"));

        assertThat(rule.examine(on)).isEmpty();
    }

    @Test
    void reads_every_word_for_off_and_none_for_on() {
        assertThat(updated("off").seenBy(rule)).hasSize(1);
        assertThat(updated("false").seenBy(rule)).hasSize(1);
        assertThat(updated("on").seenBy(rule)).isEmpty();
        assertThat(updated("true").seenBy(rule)).isEmpty();
    }

    @Test
    void sees_that_nothing_is_counted() {
        assertThat(Made.server()
                        .setting("autovacuum", "on")
                        .setting("track_counts", "off")
                        .seenBy(rule))
                .containsExactly(
                        "CRITICAL setting track_counts: track_counts is off: no table is vacuumed or analysed by itself");
    }

    @Test
    void sees_tables_whose_rows_die_and_no_others() {
        assertThat(off(MadeTable.named("deleted").written(0, 0, 0, 1)).seenBy(rule))
                .containsExactly("WARNING table \"Te st\".deleted: autovacuum is off for \"Te st\".deleted");
        assertThat(off(MadeTable.named("filled").written(1_000_000, 0, 0, 0)).seenBy(rule))
                .isEmpty();
        assertThat(off(MadeTable.named("uncounted").written(0, 10, 0, 10).partitioned())
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .table(MadeTable.named("as usual").written(0, 10, 0, 10).made())
                        .seenBy(rule))
                .isEmpty();
    }

    private static Made off(MadeTable table) {
        return Made.server().table(table.option("autovacuum_enabled", "off").made());
    }

    private static Made updated(String enabled) {
        return Made.server()
                .table(MadeTable.named("t")
                        .written(0, 10, 0, 0)
                        .option("autovacuum_enabled", enabled)
                        .made());
    }
}
