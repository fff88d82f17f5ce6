package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table made partitioned from the command line. */
@PostgresTest
class PartitionConvertTest {

    @BeforeEach
    void events(Database db) {
        db.execute(
                "create table events (id bigint primary key, created_at timestamptz not null, region text not null)",
                "insert into events select i, now() - i * interval '1 day', (array['EU', 'US', 'JP'])[1 + i % 3]"
                        + " from generate_series(1, 300) i",
                "analyze events");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop schema if exists howdah cascade");
    }

    private static Ran convert(Database db, String... arguments) {
        var all = new ArrayList<>(List.of("partition", "convert", "events", "-d", db.url()));
        all.addAll(List.of(arguments));
        return Ran.howdah(all.toArray(String[]::new));
    }

    private static String kind(Database db) {
        return db.value("select relkind from pg_class where oid = 'events'::regclass");
    }

    private static long leaves(Database db) {
        return db.number("select count(*) from pg_partition_tree('events') where isleaf");
    }

    @Test
    void by_range_leaves_the_rows_where_they_are(Database db) {
        var ran = convert(db, "--by", "range(created_at)", "--key", "(id, created_at)", "--ahead", "2", "--yes");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(kind(db)).isEqualTo("p");
        assertThat(db.number("select count(*) from events_p_first")).isEqualTo(300);
        assertThat(leaves(db)).isEqualTo(3);
        assertThat(Ran.howdah("undo", db.url(), "--yes").code()).isZero();
        assertThat(kind(db)).isEqualTo("r");
    }

    @Test
    void copies_where_old_rows_are_to_have_partitions_of_their_own(Database db) {
        var ran = convert(db, "--by", "range(created_at)", "--key", "widen", "--copy", "--undo-window", "0", "--yes");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(leaves(db)).isGreaterThanOrEqualTo(13);
        assertThat(db.number("select count(*) from events")).isEqualTo(300);
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
    }

    @Test
    void divides_by_list_and_then_by_hash(Database db) {
        var ran = convert(
                db,
                "--by",
                "list(region)",
                "--values",
                "EU, US",
                "--then",
                "hash(id) 2",
                "--key",
                "(id, region)",
                "-y");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(db.column("select relid::text from pg_partition_tree('events') where isleaf order by 1"))
                .containsExactly(
                        "events_p_default_h0",
                        "events_p_default_h1",
                        "events_p_eu_h0",
                        "events_p_eu_h1",
                        "events_p_us_h0",
                        "events_p_us_h1");
    }

    @Test
    void by_hash_of_its_key_has_nothing_to_choose(Database db) {
        db.execute("create table seen (event bigint references events)", "insert into seen values (7)");
        var ran = convert(db, "--by", "hash(id) 4", "--yes");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(leaves(db)).isEqualTo(4);
        assertThat(db.value("select confrelid::regclass from pg_constraint where conname = 'seen_event_fkey'"))
                .isEqualTo("events");
    }

    @Test
    void lays_out_what_there_is_to_choose(Database db) {
        db.execute("create table seen (event bigint references events)");
        var ran = convert(db, "--by", "range(created_at)", "--yes");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("has primary key events_pkey (id)", "--key '(id, created_at)'", "--key without")
                .contains("--drop-foreign-keys", "foreign key seen_event_fkey of");
        assertThat(kind(db)).isEqualTo("r");

        var wrong = convert(db, "--by", "range(created_at)", "--key", "(created_at)", "--drop-foreign-keys", "--yes");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("can become (id, created_at) and nothing else");

        var chosen =
                convert(db, "--by", "range(created_at)", "--key", "(id, created_at)", "--drop-foreign-keys", "--yes");
        assertThat(chosen.code()).as(chosen.err()).isZero();
    }

    @Test
    void shows_the_steps_and_why_this_way(Database db) {
        var without = convert(db, "--by", "range(created_at)", "--key", "widen", "--script");
        assertThat(without.code()).as(without.err()).isZero();
        assertThat(without.out().replaceAll("\\s+", " "))
                .contains("Without copying: the about 300 rows", "With --copy", "ATTACH PARTITION", "LOCK TABLE");

        var copying = convert(db, "--by", "list(region)", "--key", "widen", "--print-plan");
        assertThat(copying.out().replaceAll("\\s+", " "))
                .contains("By copying: the about 300 rows", "Rows have to move", "('JP')");

        var json = convert(db, "--by", "hash(id) 2", "--print-plan", "--format", "json");
        assertThat(Schemas.violations("plan.json", json.out())).isEmpty();
        assertThat(kind(db)).isEqualTo("r");
    }

    @Test
    void says_what_is_not_there(Database db) {
        assertThat(Ran.howdah("partition", "convert", "nothing", "-d", db.url(), "--by", "hash(id) 2", "--yes")
                        .err())
                .contains("there is no table nothing");
        assertThat(convert(db, "--by", "list(planet)", "--key", "widen", "--yes")
                        .err())
                .contains("has no column planet");
        var range = convert(db, "--by", "range(planet)", "--every", "month", "--yes");
        assertThat(range.code()).isEqualTo(2);
        assertThat(range.err()).contains("has no column planet").doesNotContain("--key");
    }
}
