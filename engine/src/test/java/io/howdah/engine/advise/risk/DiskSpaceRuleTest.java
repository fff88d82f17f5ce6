package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Machine;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class DiskSpaceRuleTest {

    private static final long GB = 1L << 30;

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

    @Test
    void warns_of_a_disk_that_is_nearly_full() {
        assertThat(on(100 * GB, 11 * GB).seenBy(rule)).isEmpty();
        assertThat(on(100 * GB, 10 * GB).seenBy(rule))
                .containsExactly("WARNING server: the disk has 10 GB free of 100 GB");
        assertThat(on(100 * GB, 2 * GB).seenBy(rule))
                .containsExactly("CRITICAL server: the disk has 2 GB free of 100 GB");
    }

    /** Of 1,000,000 rows in 10 GB 100,000 came in ten days: 100 MB a day. */
    @Test
    void says_when_the_disk_will_be_full() {
        assertThat(growing(50).seenBy(rule)).isEmpty();
        assertThat(growing(5).seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("WARNING server: the disk has 5 GB free of 100 GB and is full in 50 days, about 20");
    }

    @Test
    void takes_no_load_and_no_short_time_for_growth() {
        var loaded = on(100 * GB, 15 * GB)
                .table(MadeTable.named("t")
                        .rows(1_000_000, 0)
                        .bytes(90 * GB, 0)
                        .written(990_000, 0, 0, 0)
                        .made());
        assertThat(loaded.running(Duration.ofDays(10)).seenBy(rule)).isEmpty();
        assertThat(table(on(100 * GB, 15 * GB), 800_000)
                        .running(Duration.ofHours(2))
                        .seenBy(rule))
                .isEmpty();
        assertThat(table(on(100 * GB, 15 * GB), 800_000)
                        .running(Duration.ofDays(2))
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void says_that_free_space_is_not_visible_on_a_machine_that_shows_none() {
        assertThat(Made.server().machine(8 * GB, 2, Machine.Disk.SSD).seenBy(rule))
                .containsExactly("INFO server: free disk space is not visible to SQL");
    }

    @Test
    void counts_wal_from_three_times_what_is_meant_on() {
        assertThat(wal(3.0 * GB, 0)).containsExactly("INFO server: free disk space is not visible to SQL");
        assertThat(wal(3.0 * GB + 1, 0))
                .containsExactly(
                        "WARNING WAL directory: WAL takes 3 GB, though the settings mean it to stay near 1 GB");
        assertThat(wal(12.0 * GB, 3 * GB)).containsExactly("INFO server: free disk space is not visible to SQL");
    }

    @Test
    void sees_too_much_wal_on_a_disk_with_room() {
        assertThat(on(100 * GB, 50 * GB)
                        .setting("max_wal_size", GB)
                        .activity("wal_directory_bytes", 10.0 * GB)
                        .seenBy(rule))
                .containsExactly(
                        "WARNING WAL directory: WAL takes 10 GB, though the settings mean it to stay near 1 GB");
    }

    @Test
    void foresees_three_months_and_no_more() {
        assertThat(growing(20 * GB, (long) (8.9 * GB)).seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("WARNING server: the disk has 8.9 GB free of 20 GB and is full in 89 days");
        assertThat(growing(20 * GB, (long) (9.1 * GB)).seenBy(rule)).isEmpty();
    }

    @Test
    void names_no_day_that_is_ten_years_away() {
        assertThat(table(on(100 * GB, 10 * GB), 100)
                        .running(Duration.ofDays(10))
                        .seenBy(rule))
                .containsExactly("WARNING server: the disk has 10 GB free of 100 GB");
    }

    private List<String> wal(double bytes, long kept) {
        return Made.server()
                .setting("max_wal_size", GB)
                .setting("wal_keep_size", kept)
                .activity("wal_directory_bytes", bytes)
                .seenBy(rule);
    }

    /** By 100 MB a day. */
    private static Made growing(long total, long free) {
        return table(on(total, free), 100_000).running(Duration.ofDays(10));
    }

    private static Made growing(long freeGigabytes) {
        return table(on(100 * GB, freeGigabytes * GB), 100_000).running(Duration.ofDays(10));
    }

    private static Made table(Made server, long inserted) {
        return server.table(MadeTable.named("t")
                .rows(1_000_000, 0)
                .bytes(10 * GB, 0)
                .written(inserted, 0, 0, 0)
                .made());
    }

    private static Made on(long total, long free) {
        return Made.server().machine(new Machine(8 * GB, 2, Machine.Disk.SSD, "here", new Machine.Space(total, free)));
    }
}
