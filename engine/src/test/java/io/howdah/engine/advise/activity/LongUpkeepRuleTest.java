package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.ServerState.Progress;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class LongUpkeepRuleTest {

    private final LongUpkeepRule rule = new LongUpkeepRule();

    @Test
    void sees_upkeep_that_lasts_with_how_far_it_is() {
        var build = at("CREATE INDEX", "building index: scanning table", 7_200, 40, 100);

        assertThat(build.seenBy(rule))
                .containsExactly("INFO pid 7: CREATE INDEX of \"Te st\".\"Ä b\" has been at work for 2 h");
        assertThat(build.evidenceOf(rule)).containsExactly("building index: scanning table, 40 % of it done");
        assertThat(at("COPY FROM", "copying", 3_600, 5, 0).evidenceOf(rule)).containsExactly("copying");
    }

    @Test
    void sees_sooner_a_build_that_waits_for_others() {
        assertThat(at("CREATE INDEX CONCURRENTLY", "waiting for old snapshots", 600, 1, 2)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE pid 7: CREATE INDEX CONCURRENTLY of \"Te st\".\"Ä b\" has been at work for 10 min, and is waiting for old snapshots");
        assertThat(at("CREATE INDEX CONCURRENTLY", "waiting for old snapshots", 599, 1, 2)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void says_when_it_goes_on_or_what_ending_it_costs() {
        assertThat(at("CREATE INDEX CONCURRENTLY", "waiting for old snapshots", 600, 1, 2)
                        .reasonsOf(rule))
                .first()
                .asString()
                .startsWith("It goes on when the transactions that began before it have ended");
        assertThat(at("VACUUM", "scanning heap", 3_600, 1, 2).reasonsOf(rule))
                .first()
                .asString()
                .endsWith("Ending it loses what it has done.");
    }

    @Test
    void names_the_command_alone_where_its_table_is_gone() {
        var vacuum = new Progress(7, "VACUUM", null, "scanning heap", 3_600, 1, 2);

        assertThat(Made.server().state(s -> s.withProgress(List.of(vacuum))).seenBy(rule))
                .containsExactly("INFO pid 7: VACUUM has been at work for 60 min");
    }

    @Test
    void is_silent_on_what_has_just_begun() {
        assertThat(at("VACUUM", "scanning heap", 3_599, 1, 2).seenBy(rule)).isEmpty();
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    @Test
    void reads_what_is_at_work(Database db) throws SQLException, InterruptedException {
        db.execute("create table \"Ä b\" (a int)", "insert into \"Ä b\" values (1)");
        try (var writer = db.connection();
                var builder = db.connection()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("insert into \"Ä b\" values (2)");
            var build = new Thread(() -> quietly(builder, "create index concurrently on \"Ä b\" (a)"));
            build.start();

            var catalog = waiting(db);
            writer.rollback();
            build.join();

            assertThat(catalog.state().progress())
                    .singleElement()
                    .satisfies(p -> assertThat(p.command()).isEqualTo("CREATE INDEX CONCURRENTLY"))
                    .satisfies(p -> assertThat(p.relation()).isEqualTo(new QualifiedName("Te st", "Ä b")))
                    .satisfies(p -> assertThat(p.phase()).startsWith("waiting for"))
                    .satisfies(p -> assertThat(p.seconds()).isBetween(0.0, 60.0));
            assertThat(Looking.with(rule, catalog)).isEmpty();
            assertThat(Looking.with(rule, catalog, Map.of("long-upkeep.waiting-seconds", 0.0)))
                    .hasSize(1);
        }
    }

    private static Catalog waiting(Database db) {
        for (int attempt = 0; attempt < 100; attempt++) {
            var catalog = Looking.catalog(db);
            if (catalog.state().progress().stream().anyMatch(p -> p.phase().startsWith("waiting for"))) {
                return catalog;
            }
        }
        throw new AssertionError("nothing waits");
    }

    private static void quietly(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Made at(String command, String phase, double seconds, double done, double total) {
        return Made.server()
                .state(s -> s.withProgress(List.of(
                        new Progress(7, command, new QualifiedName("Te st", "Ä b"), phase, seconds, done, total))));
    }
}
