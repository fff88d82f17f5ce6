package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DrainDefaultPartition;
import io.howdah.engine.change.MakePartitions;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionPolicy.Keep;
import io.howdah.engine.change.PartitionPolicy.Old;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import io.howdah.engine.change.RestorePartition;
import io.howdah.engine.change.RetirePartitions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The partitions of a table come, are emptied into, go, and come back: with all that belongs to them, stopped at any point, taken back. */
@PostgresTest
class PartitionUpkeepLifeTest {

    private static final Instant AUTUMN = Instant.parse("2026-10-15T12:00:00Z");

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path directory;

    @BeforeEach
    void a_table_partitioned_by_hand(Database db) {
        db.execute(
                "create table \"Cust omers\" (id int primary key)",
                "insert into \"Cust omers\" select generate_series(1, 10)",
                """
                create table "Or ders" (id bigint not null, "Placed At" timestamptz not null, note text default 'new', amount numeric,
                    twice numeric generated always as (amount * 2) stored,
                    constraint "The Key" primary key (id, "Placed At"), constraint "Not Empty" check (note <> ''))
                    partition by range ("Placed At")""",
                "create table \"Or ders 08\" partition of \"Or ders\" for values from ('2026-08-01 00:00+02') to ('2026-09-01 00:00+02')",
                "create table \"Or ders 09\" partition of \"Or ders\" for values from ('2026-09-01 00:00+02') to ('2026-10-01 00:00+02')"
                        + " with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02)",
                "create index \"By Note\" on \"Or ders\" (note)",
                "alter table \"Or ders 09\" alter note set statistics 321",
                "alter table \"Or ders 09\" replica identity full",
                "create policy \"so me\" on \"Or ders 09\" for select using (amount >= 0)",
                "alter table \"Or ders 09\" enable row level security",
                "comment on column \"Or ders\".note is 'a note'",
                "insert into \"Or ders\" (id, \"Placed At\", amount) select i, '2026-08-01 00:00+02'::timestamptz + i * interval '1 hour', i"
                        + " from generate_series(0, 1400) i",
                "analyze");
        var reader = db.createRole("usage on schema \"Te st\"").name();
        db.execute("grant select, update (note) on \"Or ders 09\" to \"" + reader + "\"");
    }

    @Test
    void tells_the_policy_from_the_bounds(Database db) {
        assertThat(partitions(db).proposed(orders(db), null, BERLIN).scheme())
                .hasToString("by range (Placed At) every month in Europe/Berlin");
        assertThatThrownBy(() -> partitions(db).proposed(orders(db), null, ZoneId.of("Asia/Tokyo")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no hour, day, week, month, quarter or year in Asia/Tokyo");
        db.execute(
                "create table n (id bigint) partition by range (id)",
                "create table n1 partition of n for values from (0) to (1000)",
                "create table n2 partition of n for values from (1000) to (2000)",
                "create table d (at date) partition by range (at)",
                "create table d1 partition of d for values from ('2026-03-28') to ('2026-03-29')");
        assertThat(partitions(db).proposed(new QualifiedName(db.schema(), "n"), null, null))
                .hasToString("by range (id) every 1000, 3 ahead, kept for ever");
        assertThat(partitions(db).proposed(new QualifiedName(db.schema(), "d"), null, null))
                .hasToString("by range (at) every day in UTC, 92 ahead, kept for ever");
    }

    @Test
    void makes_partitions_ahead_like_the_newest(Database db) {
        adopt(db, null, Old.DETACH);
        var before = CatalogSnapshot.of(db);
        var applied = Killer.applier(db).apply(make(db), ApplyListener.SILENT);
        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        assertThat(bounds(db))
                .containsExactly(
                        "Or ders 08 2026-07-31 22:00:00+00 2026-08-31 22:00:00+00",
                        "Or ders 09 2026-08-31 22:00:00+00 2026-09-30 22:00:00+00",
                        "Or ders_p2026_10 2026-09-30 22:00:00+00 2026-10-31 23:00:00+00",
                        "Or ders_p2026_11 2026-10-31 23:00:00+00 2026-11-30 23:00:00+00",
                        "Or ders_p2026_12 2026-11-30 23:00:00+00 2026-12-31 23:00:00+00",
                        "Or ders_p2027_01 2026-12-31 23:00:00+00 2027-01-31 23:00:00+00");
        for (var what : List.of(
                "select reloptions::text || relreplident::text || relrowsecurity || relacl::text from pg_class where oid = '%s'::regclass",
                "select attstattarget || attacl::text from pg_attribute where attrelid = '%s'::regclass and attname = 'note'",
                "select polname || pg_get_expr(polqual, polrelid) from pg_policy where polrelid = '%s'::regclass",
                "select count(*)::text from pg_constraint where conrelid = '%s'::regclass and contype <> 'n'",
                "select count(*)::text from pg_index where indisvalid and indrelid = '%s'::regclass")) {
            assertThat(db.value(what.formatted("\"Or ders_p2026_12\"")))
                    .as(what)
                    .isEqualTo(db.value(what.formatted("\"Or ders 09\"")));
        }
        assertThat(db.value("select col_description('\"Or ders_p2026_12\"'::regclass, 3)"))
                .isEqualTo("a note");
        var after = CatalogSnapshot.of(db);
        assertThat(Killer.applier(db).plan(make(db))).isEmpty();

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        Killer.applier(db).apply(make(db), ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
    }

    @Test
    void does_not_take_partitions_back_that_have_rows(Database db) {
        adopt(db, null, Old.DETACH);
        Killer.applier(db).apply(make(db), ApplyListener.SILENT);
        db.execute("insert into \"Or ders\" (id, \"Placed At\") values (1, '2026-11-03')");

        assertThatThrownBy(() -> Killer.applier(db).undoLatest(ApplyListener.SILENT))
                .hasMessageContaining("_p2026_11")
                .hasMessageContaining("has rows by now");
        assertThat(db.number("select count(*) from \"Or ders\" where \"Placed At\" > '2026-11-01'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_making_after_a_kill(Killer.Moment moment, Database db) {
        adopt(db, null, Old.DETACH);
        var before = CatalogSnapshot.of(db);
        int step = 1;
        while (new Killer(db, moment, step).killsApply(make(db))) {
            Killer.applier(db).apply(make(db), ApplyListener.SILENT);
            assertThat(bounds(db)).hasSize(6);
            new Killer(db, moment, step).killsUndo();
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db))
                    .as("after a kill at step %s", step)
                    .isEqualTo(before);
            step++;
        }
        assertThat(step).isEqualTo(9);
    }

    @Test
    void detaches_what_is_old(Database db) {
        adopt(db, new Keep(1, Span.MONTH), Old.DETACH);
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(retire(db), ApplyListener.SILENT);

        assertThat(bounds(db)).hasSize(1);
        assertThat(db.number("select count(*) from \"Or ders 08\"")).isEqualTo(744);
        assertThat(db.number("select count(*) from \"Or ders\"")).isEqualTo(657);
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(db.number("select count(*) from \"Or ders\"")).isEqualTo(1401);
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_retiring_after_a_kill(Killer.Moment moment, Database db) {
        adopt(db, new Keep(3, Span.DAY), Old.ARCHIVE);
        var before = CatalogSnapshot.of(db);
        int step = 1;
        while (new Killer(db, moment, step).killsApply(retire(db))) {
            Killer.applier(db).apply(retire(db), ApplyListener.SILENT);
            assertThat(bounds(db)).as("after a kill at step %s", step).isEmpty();
            new Killer(db, moment, step).killsUndo();
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db))
                    .as("after a kill at step %s", step)
                    .isEqualTo(before);
            assertThat(db.number("select count(*) from \"Or ders\"")).isEqualTo(1401);
            step++;
        }
        assertThat(step).isEqualTo(5);
    }

    @Test
    void ends_a_detachment_that_was_interrupted(Database db) throws Exception {
        adopt(db, new Keep(1, Span.MONTH), Old.DETACH);
        pend(db);
        assertThat(partitions(db).status(orders(db), AUTUMN).getFirst().partitions())
                .anyMatch(part -> part.pending());

        Killer.applier(db).apply(retire(db), ApplyListener.SILENT);

        assertThat(bounds(db)).hasSize(1);
        assertThat(db.number("select count(*) from pg_inherits where inhdetachpending"))
                .isZero();
        assertThat(db.number("select count(*) from \"Or ders 08\"")).isEqualTo(744);
    }

    /** As a tool leaves it that was killed while it waited for a reader. */
    private static void pend(Database db) throws Exception {
        try (var reader = db.connection();
                var other = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement()
                    .executeQuery("select count(*) from \"Or ders\"")
                    .close();
            try (var statement = other.createStatement()) {
                statement.execute("set statement_timeout = '500ms'");
                assertThatThrownBy(() -> statement.execute(
                                "alter table \"Or ders\" detach partition \"Or ders 08\" concurrently"))
                        .hasMessageContaining("timeout");
            }
            reader.rollback();
        }
    }

    @Test
    void archives_what_is_old_and_brings_it_back(Database db) throws Exception {
        db.execute(
                "update \"Or ders\" set note = E'a\\tb\\nc\\\\d ü' where id = 7",
                "update \"Or ders\" set note = null where id = 8");
        var content = db.value("select md5(string_agg(o::text, ',' order by id)) from \"Or ders 08\" o");
        adopt(db, new Keep(1, Span.MONTH), Old.ARCHIVE);
        var finished = atOnce(db).apply(retire(db), ApplyListener.SILENT);
        assertThat(finished.state()).isEqualTo(Application.State.FINISHED);
        assertThat(db.value("select to_regclass('\"Or ders 08\"') is null")).isEqualTo("t");

        List<Path> files;
        try (var listed = Files.list(directory)) {
            files = listed.toList();
        }
        assertThat(files).hasSize(1);
        var file = files.getFirst().toString();
        assertThat(Partitions.archived(file)).isEqualTo(orders(db));
        Killer.applier(db).apply(List.of(new RestorePartition(orders(db), file, false)), ApplyListener.SILENT);
        assertThat(db.value("select md5(string_agg(o::text, ',' order by id)) from \"Or ders 08\" o"))
                .isEqualTo(content);
        assertThat(bounds(db)).hasSize(1);
        Killer.applier(db).undoLatest(ApplyListener.SILENT);

        Killer.applier(db).apply(List.of(new RestorePartition(orders(db), file, true)), ApplyListener.SILENT);
        assertThat(bounds(db)).hasSize(2);
        assertThat(db.number("select count(*) from \"Or ders\"")).isEqualTo(1401);
        assertThat(db.value("select md5(string_agg(o::text, ',' order by id)) from \"Or ders 08\" o"))
                .isEqualTo(content);
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(bounds(db)).hasSize(1);
    }

    @Test
    void refuses_a_damaged_archive(Database db) throws Exception {
        var garbage = directory.resolve("x.gz");
        Files.writeString(garbage, "garbage");
        assertThatThrownBy(() -> Partitions.archived(garbage.toString()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cannot be read");
        assertThat(db.number("select 1")).isEqualTo(1);
    }

    @Test
    void gives_rows_of_the_default_partition_partitions_of_their_own(Database db) {
        db.execute(
                "create table \"The Rest\" partition of \"Or ders\" default",
                "insert into \"Or ders\" (id, \"Placed At\", amount) select i, '2026-10-05'::timestamptz + i * interval '1 hour', i"
                        + " from generate_series(1, 900) i",
                "insert into \"Or ders\" (id, \"Placed At\", amount) values (5, '2019-05-05', 1), (6, 'infinity', 2)");
        adopt(db, null, Old.DETACH);
        var content = db.value("select md5(string_agg(o::text, ',' order by id, \"Placed At\")) from \"Or ders\" o");

        atOnce(db).apply(make(db), ApplyListener.SILENT);
        atOnce(db).apply(drain(db), ApplyListener.SILENT);

        assertThat(db.number("select count(*) from \"The Rest\"")).isEqualTo(1);
        assertThat(bounds(db))
                .contains(
                        "Or ders_p2019_05 2019-04-30 22:00:00+00 2019-05-31 22:00:00+00",
                        "Or ders_p2026_10 2026-09-30 22:00:00+00 2026-10-31 23:00:00+00",
                        "Or ders_p2026_11 2026-10-31 23:00:00+00 2026-11-30 23:00:00+00");
        assertThat(db.value("select md5(string_agg(o::text, ',' order by id, \"Placed At\")) from \"Or ders\" o"))
                .isEqualTo(content);
        assertThat(
                        db.number(
                                "select count(*) from pg_class where relname like 'howdah%' and relnamespace = '\"Te st\"'::regnamespace"))
                .isZero();
        assertThat(db.number("select count(*) from pg_proc where proname like 'drain%'"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_draining_after_a_kill(Killer.Moment moment, Database db) {
        db.execute("create table \"The Rest\" partition of \"Or ders\" default");
        adopt(db, null, Old.DETACH);
        int rows = 1401;
        int step = 1;
        boolean killed = true;
        while (killed) {
            db.execute("insert into \"Or ders\" (id, \"Placed At\", amount) values (" + step + ", '" + (2000 + step)
                    + "-05-05', 1)");
            rows++;
            killed = new Killer(db, moment, step).killsApply(drain(db));
            if (killed) {
                Killer.applier(db).apply(drain(db), ApplyListener.SILENT);
            }
            assertThat(Killer.applier(db).plan(drain(db)))
                    .as("after a kill at step %s", step)
                    .isEmpty();
            assertThat(db.number("select count(*) from \"Or ders\"")).isEqualTo(rows);
            Killer.applier(db).finish(db.number("select max(id) from howdah.application"), ApplyListener.SILENT);
            step++;
        }
        assertThat(step).isGreaterThan(5);
        assertThat(
                        db.number(
                                "select count(*) from pg_class where relname like 'howdah%' and relnamespace = '\"Te st\"'::regnamespace"))
                .isZero();
    }

    @Test
    void takes_an_unfinished_drain_back(Database db) {
        db.execute(
                "create table \"The Rest\" partition of \"Or ders\" default",
                "insert into \"Or ders\" (id, \"Placed At\", amount) values (1, '2001-05-05', 1)");
        adopt(db, null, Old.DETACH);
        var before = CatalogSnapshot.of(db);
        assertThat(new Killer(db, Killer.Moment.AFTER_THE_JOURNAL, 3).killsApply(drain(db)))
                .isTrue();
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void makes_a_full_default_partition_the_partition_of_its_rows(Database db) {
        db.execute(
                "create table \"The Rest\" partition of \"Or ders\" default",
                "insert into \"Or ders\" (id, \"Placed At\", amount) select i, '2026-10-05'::timestamptz + i * interval '1 minute', i"
                        + " from generate_series(1, 30000) i");
        adopt(db, null, Old.DETACH);
        Killer.applier(db).apply(make(db), ApplyListener.SILENT);
        var before = CatalogSnapshot.of(db);
        var applied = Killer.applier(db).apply(drain(db), ApplyListener.SILENT);

        assertThat(applied.steps()).allMatch(step -> step.lockedMillis() == null || step.lockedMillis() < 100);
        assertThat(db.number("select count(*) from \"Or ders_p2026_10\"")).isEqualTo(30000);
        assertThat(db.number("select count(*) from \"The Rest\"")).isZero();
        assertThat(db.number("select count(*) from \"Or ders\"")).isEqualTo(31401);
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(db.number("select count(*) from \"Or ders\"")).isEqualTo(31401);
    }

    @Test
    void excludes_new_ranges_from_a_large_default_partition(Database db) {
        db.execute(
                "create table \"The Rest\" partition of \"Or ders\" default",
                "insert into \"Or ders\" (id, \"Placed At\", amount) select i, '2019-10-05'::timestamptz + i * interval '1 minute', i"
                        + " from generate_series(1, 30000) i");
        adopt(db, null, Old.DETACH);
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(make(db), ApplyListener.SILENT);

        assertThat(db.number("select count(*) from pg_inherits where inhparent = '\"Or ders\"'::regclass"))
                .isEqualTo(7);
        assertThat(db.number("select count(*) from pg_constraint where conname like 'howdah%'"))
                .isZero();
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void counts_numbers_from_the_newest(Database db) {
        db.execute(
                "create table n (id bigint, what text) partition by range (id)",
                "create table n1 partition of n for values from (0) to (1000)",
                "create table n2 partition of n for values from (1000) to (2000)",
                "create table n3 partition of n for values from (2000) to (3000)",
                "create table n_rest partition of n default",
                "insert into n select g, 'x' from generate_series(0, 2500, 10) g",
                "insert into n values (5100, 'far'), (null, 'nowhere')");
        var n = new QualifiedName(db.schema(), "n");
        partitions(db)
                .adopt(new PartitionPolicy(
                        n, new PartitionScheme.ByNumber("id", 1000), 2, new Keep(4000, null), Old.DETACH, null, null));
        for (var change : List.of(
                new MakePartitions(n, null), new DrainDefaultPartition(n, null), new RetirePartitions(n, null))) {
            atOnce(db).apply(List.of(change), ApplyListener.SILENT);
        }
        assertThat(
                        db.column(
                                "select relname from pg_class join pg_inherits on inhrelid = oid where inhparent = 'n'::regclass order by 1"))
                .containsExactly("n2", "n3", "n_p000000005000", "n_p000000006000", "n_p000000007000", "n_rest");
        assertThat(db.number("select count(*) from n_rest")).isEqualTo(1);
        assertThat(db.number("select count(*) from n1")).isEqualTo(100);
    }

    @Test
    void follows_who_truncates_while_it_drains(Database db) {
        db.execute(
                "create table \"The Rest\" partition of \"Or ders\" default",
                "insert into \"Or ders\" (id, \"Placed At\", amount) values (1, '2001-05-05', 1)");
        adopt(db, null, Old.DETACH);
        assertThat(new Killer(db, Killer.Moment.AFTER_THE_JOURNAL, 3).killsApply(drain(db)))
                .isTrue();
        db.execute(
                "truncate \"Or ders\"",
                "insert into \"Or ders\" (id, \"Placed At\", amount) values (2, '2001-05-06', 1)");
        atOnce(db).apply(drain(db), ApplyListener.SILENT);
        assertThat(db.column("select id || ' ' || tableoid::regclass from \"Or ders\""))
                .containsExactly("2 \"Or ders_p2001_05\"");
    }

    private static Applier atOnce(Database db) {
        return new Applier(
                Servers.sessions(db),
                ApplyOptions.of("test").sampling(Duration.ofMillis(20)).undoWindow(Duration.ZERO));
    }

    @Test
    void keeps_foreign_keys_out(Database db) {
        db.execute(
                "alter table \"Or ders\" add customer int",
                "update \"Or ders\" set customer = 1 + id % 10",
                "alter table \"Or ders\" add foreign key (customer) references \"Cust omers\"",
                "analyze");
        adopt(db, new Keep(1, Span.MONTH), Old.DROP);
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(make(db), ApplyListener.SILENT);
        Killer.applier(db).apply(retire(db), ApplyListener.SILENT);

        assertThatThrownBy(() -> db.execute(
                        "insert into \"Or ders\" (id, \"Placed At\", customer) values (1, '2026-12-01', 99)"))
                .hasMessageContaining("foreign key");
        assertThat(bounds(db)).hasSize(5);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void says_who_points_at_what_is_old(Database db) {
        db.execute(
                "create table items (order_id bigint, placed timestamptz, foreign key (order_id, placed) references \"Or ders\")",
                "insert into items select id, \"Placed At\" from \"Or ders\"");
        adopt(db, new Keep(1, Span.MONTH), Old.DROP);
        Killer.applier(db).apply(make(db), ApplyListener.SILENT);
        assertThat(bounds(db)).hasSize(6);
        assertThatThrownBy(() -> Killer.applier(db).apply(retire(db), ApplyListener.SILENT))
                .hasMessageContaining("are referenced by foreign key items_order_id_placed_fkey");
        assertThat(bounds(db)).hasSize(6);
    }

    @Test
    void refuses_what_it_cannot_keep(Database db) {
        db.execute(
                "create table l (k text) partition by list (k)",
                "create table s (at date, k int) partition by range (at)",
                "create table s1 partition of s for values from ('2026-01-01') to ('2026-02-01') partition by hash (k)",
                "create table two (a int, b int) partition by range (a, b)");
        assertThatThrownBy(() -> partitions(db).proposed(new QualifiedName(db.schema(), "l"), null, null))
                .hasMessageContaining("is partitioned by list");
        assertThatThrownBy(() -> partitions(db).proposed(new QualifiedName(db.schema(), "s"), null, null))
                .hasMessageContaining("is partitioned in its turn");
        assertThatThrownBy(() -> partitions(db).proposed(new QualifiedName(db.schema(), "two"), null, null))
                .hasMessageContaining("by several columns");
        assertThat(partitions(db).status(null, AUTUMN)).hasSize(4);
        assertThatThrownBy(() -> Killer.applier(db).plan(make(db))).hasMessageContaining("has no policy yet");
    }

    private static Partitions partitions(Database db) {
        return new Partitions(Servers.sessions(db));
    }

    private static QualifiedName orders(Database db) {
        return new QualifiedName(db.schema(), "Or ders");
    }

    private void adopt(Database db, @Nullable Keep keep, Old old) {
        partitions(db)
                .adopt(new PartitionPolicy(
                        orders(db),
                        new PartitionScheme.ByTime("Placed At", Span.MONTH, BERLIN),
                        3,
                        keep,
                        old,
                        old == Old.ARCHIVE ? directory.toString() : null,
                        null));
    }

    private static List<Change> make(Database db) {
        return List.of(new MakePartitions(orders(db), AUTUMN));
    }

    private static List<Change> retire(Database db) {
        return List.of(new RetirePartitions(orders(db), AUTUMN));
    }

    private static List<Change> drain(Database db) {
        return List.of(new DrainDefaultPartition(orders(db), AUTUMN));
    }

    private static List<String> bounds(Database db) {
        db.execute("set timezone = 'UTC'", "set datestyle = 'ISO'");
        return db.column("select relname || ' ' || array_to_string(regexp_match(pg_get_expr(relpartbound, oid),"
                + " '''(.*)''.*''(.*)'''), ' ') from pg_class join pg_inherits on inhrelid = oid"
                + " where inhparent = '\"Or ders\"'::regclass and pg_get_expr(relpartbound, oid) <> 'DEFAULT'"
                + " order by (regexp_match(pg_get_expr(relpartbound, oid), '''(.*?)'''))[1]");
    }
}
