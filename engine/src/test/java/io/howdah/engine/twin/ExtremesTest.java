package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.ExtremesReader;
import io.howdah.engine.read.Grants;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Statements on rows that are newer than the statistics. */
@PostgresTest
class ExtremesTest {

    private static final List<String> STATEMENTS = List.of(
            "select * from visits where created_at > now() - interval '1 hour'",
            "select * from visits where created_at > now() - interval '3 days'",
            "select count(*) from visits where id > 29000",
            "select * from visits where id between 33000 and 34000",
            "select * from visits where created_at < now() - interval '399 days'",
            "select * from visits where balance < -5.5 order by balance limit 3",
            "select * from visits v join visits w on w.id = v.id where v.created_at > now() - interval '1 day'");

    /** 30,000 visits when ANALYZE ran, and 5,000 in the hours since then; some of the oldest are gone. */
    private static void grown(Database db) {
        db.execute(
                "create table visits (id bigint primary key, created_at timestamptz, balance numeric, page text)"
                        + " with (autovacuum_enabled = off)",
                "insert into visits select n, now() - (30000 - n) * interval '20 minutes' - interval '5 hours', n / 7.0,"
                        + " md5(n::text) from generate_series(1, 30000) n",
                "create index on visits (created_at)",
                "create index on visits (balance)",
                "vacuum analyze visits",
                "insert into visits select 30000 + n, now() - (5000 - n) * interval '3 seconds', -n, md5(n::text)"
                        + " from generate_series(1, 5000) n",
                "delete from visits where id < 500");
        await(db, "n_tup_ins = 35000 and n_tup_del = 499");
    }

    /** Until the statistics views show what was done, which is a second. */
    private static void await(Database db, String seen) {
        long end = Time.SYSTEM.nanos() + Duration.ofSeconds(20).toNanos();
        while (db.number("select count(*) from pg_stat_user_tables where " + seen) == 0) {
            assertThat(Time.SYSTEM.nanos()).as("counted in time").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static double worst(Database db, Catalog catalog) {
        double worst = 1;
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            for (var sql : STATEMENTS) {
                double here = Likeness.original(db, sql).root().rows();
                double there = rows(Likeness.answer(twin, sql, null));
                worst = Math.max(worst, Math.max(here / there, there / here));
            }
        }
        return worst;
    }

    private static double rows(Answer answer) {
        return answer instanceof Answer.Planned planned ? planned.plan().root().rows() : Double.NaN;
    }

    @Test
    void plans_for_the_newest_rows_as_the_server_does(Database db) {
        grown(db);
        var sessions = Servers.sessions(db);
        var read = CatalogReader.read(sessions);

        var extended = ExtremesReader.read(sessions, read);

        try (var twin = Twin.build(extended, TwinOptions.DEFAULT)) {
            SoftAssertions.assertSoftly(softly -> Likeness.check(softly, db, twin, STATEMENTS, 0.01));
        }
        assertThat(worst(db, read)).as("without it, rows are off by").isGreaterThan(10);
        assertThat(extended.unseen()).isEqualTo(read.unseen());
    }

    @Test
    void reads_nothing_right_after_analyze(Database db) {
        grown(db);
        db.execute("analyze visits");
        await(db, "n_mod_since_analyze = 0");
        var sessions = Servers.sessions(db);
        var read = CatalogReader.read(sessions);

        assertThat(ExtremesReader.read(sessions, read)).isSameAs(read);
    }

    @Test
    void says_so_where_the_role_may_not_read(Database db) {
        grown(db);
        var role = db.createRole("pg_monitor");
        db.execute(Grants.functionsSql(role.name()));
        var sessions = Servers.sessions(db, role);
        var read = CatalogReader.read(sessions);

        var extended = ExtremesReader.read(sessions, read);

        assertThat(extended.relations()).isEqualTo(read.relations());
        assertThat(extended.unseen()).anyMatch(s -> s.contains("smallest and largest keys") && s.contains("visits"));
    }
}
