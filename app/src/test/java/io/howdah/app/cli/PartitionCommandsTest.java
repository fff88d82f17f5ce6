package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitioned tables that somebody made, looked at, adopted, maintained; what was archived, restored. */
@PostgresTest
class PartitionCommandsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void a_table_by_month(Database db) {
        db.execute(
                "create table events (id bigint, at timestamp, what text) partition by range (at)",
                """
                do $$ begin for i in 1..5 loop
                  execute format('create table events_%s partition of events for values from (%L) to (%L)', i,
                    date_trunc('month', now() at time zone 'UTC') - i * interval '1 month',
                    date_trunc('month', now() at time zone 'UTC') - (i - 1) * interval '1 month');
                end loop; end $$""",
                "insert into events select i, (now() at time zone 'UTC') - interval '32 days' - i * interval '1 hour', 'x'"
                        + " from generate_series(1, 2000) i",
                "create table kinds (kind text) partition by list (kind)");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop schema if exists howdah cascade");
    }

    @Test
    void shows_adopts_and_maintains(Database db) throws Exception {
        var url = db.url();
        var status = Ran.howdah("partition", "status", "-d", url);
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out())
                .contains("none; its bounds look like by range (at) every month in UTC, 3 ahead")
                .contains("is partitioned by list");
        assertThat(Ran.howdah("partition", "maintain", "events", "-d", url).err())
                .contains("has no policy yet");

        var policy = Ran.howdah(
                "partition", "policy", "events", "-d", url, "--keep", "3months", "--then", "archive:" + directory);
        assertThat(policy.out())
                .contains("kept for 3 months, then", "archive:" + directory, "4 partitions to make", "old");
        var json = Ran.howdah("partition", "status", "events", "-d", url, "--format", "json");
        assertThat(Schemas.violations("partitions.json", json.out())).isEmpty();
        assertThat(json.out()).contains("\"due\" : 4");
        var dry = Ran.howdah("partition", "maintain", "-d", url, "--dry-run");
        assertThat(dry.out()).contains("ATTACH PARTITION", "DETACH PARTITION", "CONCURRENTLY", "ANALYZE");

        var maintained = Ran.howdah("partition", "maintain", "-d", url);
        assertThat(maintained.code()).as(maintained.err()).isZero();
        assertThat(db.number("select count(*) from pg_inherits where inhparent = 'events'::regclass"))
                .isEqualTo(7);
        assertThat(Ran.howdah("partition", "maintain", "-d", url).out()).contains("There was nothing to do.");
        assertThat(Ran.howdah("partition", "status", "events", "-d", url).out()).contains("ahead     3, until");

        try (var files = Files.list(directory)) {
            var file = files.sorted().toList().getLast().toString();
            var restored = Ran.howdah("partition", "restore", file, "-d", url, "--attach");
            assertThat(restored.code()).as(restored.err()).isZero();
        }
        assertThat(db.number("select count(*) from pg_inherits where inhparent = 'events'::regclass"))
                .isEqualTo(8);
    }

    @Test
    void says_what_is_wrong(Database db) {
        var url = db.url();
        assertThat(Ran.howdah("partition", "policy", "nosuch", "-d", url).err())
                .startsWith("howdah: there is no table nosuch\n");
        assertThat(Ran.howdah("partition", "policy", "kinds", "-d", url, "--adopt")
                        .err())
                .contains("is partitioned by list");
        assertThat(Ran.howdah("partition", "policy", "events", "-d", url, "--keep", "5000")
                        .err())
                .contains("rows are kept for a time, such as 12months, not for 5000");
    }
}
