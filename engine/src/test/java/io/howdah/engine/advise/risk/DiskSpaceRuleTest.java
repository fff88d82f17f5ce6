package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class DiskSpaceRuleTest {

    private final DiskSpaceRule rule = new DiskSpaceRule();

    @Test
    void says_what_is_visible_and_that_free_space_is_not(Database db) {
        var findings = rule.examine(Situation.of(db));

        assertThat(findings.getFirst().title()).isEqualTo("free disk space is not visible to SQL");
        assertThat(findings.getFirst().evidence().getFirst().text()).matches("database \\d.* MB, WAL \\d.* MB");
    }

    @Test
    void says_that_wal_is_not_visible_to_a_role_without_pg_monitor(Database db) {
        var catalog = CatalogReader.read(Servers.sessions(db, db.createRole()));

        assertThat(rule.examine(catalog).getFirst().evidence().getFirst().text())
                .endsWith("WAL not visible");
    }

    @Test
    void sees_wal_that_piles_up() {
        var catalog = Situation.madeUp(
                Situation.counters(Map.of("wal_directory_bytes", 10e9)),
                Map.of("max_wal_size", "1073741824", "wal_keep_size", "0"));

        assertThat(Situation.seen(rule, catalog))
                .singleElement()
                .asString()
                .startsWith("WARNING WAL directory: WAL takes 9.3 GB");
    }

    @Test
    void takes_wal_near_what_is_meant_or_of_unknown_measure_for_usual() {
        for (var meant : List.of("4294967296", "0")) {
            var catalog = Situation.madeUp(
                    Situation.counters(Map.of("wal_directory_bytes", 10e9)),
                    Map.of("max_wal_size", meant, "wal_keep_size", "0"));

            assertThat(Situation.seen(rule, catalog)).singleElement().asString().startsWith("INFO server");
        }
    }
}
