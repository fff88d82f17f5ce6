package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@PostgresTest
class NeverVacuumedRuleTest {

    private final NeverVacuumedRule rule = new NeverVacuumedRule();

    @Test
    void sees_a_table_full_of_dead_rows_that_was_never_vacuumed(Database db) throws SQLException {
        filled(db, "delete from \"Orders\" where id <= 2000");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Orders\": \"Te st\".\"Orders\" was never vacuumed since its counters began");
    }

    @Test
    void sees_a_table_that_was_never_analysed(Database db) throws SQLException {
        filled(db);

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Orders\": \"Te st\".\"Orders\" was never analysed since its counters began");
    }

    @Test
    void is_silent_once_it_was(Database db) throws SQLException {
        filled(db, "delete from \"Orders\" where id <= 2000", "vacuum analyze \"Orders\"");
        Counters.await(db, "select vacuum_count from pg_stat_all_tables where relname = 'Orders'", 1);

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void is_silent_about_small_tables(Database db) throws SQLException {
        filled(db, "truncate \"Orders\"");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void goes_by_the_servers_defaults_where_settings_are_hidden() {
        assertThat(Made.server()
                        .table(MadeTable.named("dead").rows(10_000, 5_000).made())
                        .table(MadeTable.named("less").rows(10_000, 3_000).made())
                        .seenBy(rule))
                .singleElement()
                .asString()
                .contains("dead was never vacuumed");
    }

    @Test
    void is_silent_where_statistics_outlived_the_counters() {
        assertThat(changed(4).seenBy(rule)).isEmpty();
        assertThat(changed(0).seenBy(rule)).hasSize(1);
    }

    @Test
    void counts_from_twice_on_what_autovacuum_waits_for() {
        assertThat(seen(MadeTable.named("t").rows(10_000, 4_099))).isEmpty();
        assertThat(seen(MadeTable.named("t").rows(10_000, 4_100)))
                .containsExactly("NOTICE table \"Te st\".t: \"Te st\".t was never vacuumed since its counters began");
        assertThat(seen(MadeTable.named("t").rows(10_000, 0).modifiedUnanalysed(2_099)))
                .isEmpty();
        assertThat(seen(MadeTable.named("t").rows(10_000, 0).modifiedUnanalysed(2_100)))
                .containsExactly("NOTICE table \"Te st\".t: \"Te st\".t was never analysed since its counters began");
    }

    @Test
    void counts_from_a_thousand_rows_on_dead_ones_included() {
        assertThat(seen(MadeTable.named("t").rows(500, 499))).isEmpty();
        assertThat(seen(MadeTable.named("t").rows(500, 500))).hasSize(1);
    }

    @Test
    void goes_by_the_settings_of_the_server() {
        var dead = MadeTable.named("t").rows(10_000, 5_000).made();
        var changed =
                MadeTable.named("t").rows(10_000, 0).modifiedUnanalysed(3_000).made();

        assertThat(Made.server()
                        .setting("autovacuum_vacuum_scale_factor", 0.5)
                        .table(dead)
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .setting("autovacuum_analyze_threshold", 1_000)
                        .table(changed)
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server().table(dead).seenBy(rule)).hasSize(1);
        assertThat(Made.server().table(changed).seenBy(rule)).hasSize(1);
    }

    @Test
    void is_silent_about_tables_that_somebody_or_autovacuum_analysed() {
        assertThat(seen(MadeTable.named("t").rows(10_000, 0).modified(1_000_000)))
                .isEmpty();
        assertThat(seen(MadeTable.named("t").rows(10_000, 0).modifiedSinceAutoanalyze(1_000_000)))
                .isEmpty();
    }

    @Test
    void is_silent_where_statistics_or_counters_are_hidden() {
        var table = MadeTable.named("t").rows(10_000, 0).modifiedUnanalysed(1_000_000);

        assertThat(seen(table)).hasSize(1);
        assertThat(seen(table.unseen())).isEmpty();
        assertThat(seen(MadeTable.named("t").rows(10_000, 9_000).partitioned())).isEmpty();
    }

    private List<String> seen(MadeTable table) {
        return Made.server().table(table.made()).seenBy(rule);
    }

    private static Made changed(int width) {
        return Made.server()
                .table(MadeTable.named("t")
                        .rows(10_000, 0)
                        .modifiedUnanalysed(1_000_000)
                        .column("a", "pg_catalog.int4", width)
                        .made());
    }

    private static void filled(Database db, String... then) throws SQLException {
        db.execute("create table \"Orders\" (id int)");
        try (var writing = db.connection();
                var statement = writing.createStatement()) {
            statement.execute("insert into \"Orders\" select generate_series(1, 3000)");
            for (var sql : then) {
                statement.execute(sql);
            }
        }
        Counters.await(db, "select n_tup_ins from pg_stat_all_tables where relname = 'Orders'", 3_000);
    }
}
