package io.howdah.samples.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.samples.TestData;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class BotsRowsTest {

    private static final int ROWS = 20_000;

    @BeforeAll
    static void the_sample_is_loaded(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Bots.asFound(), TestData.rows(ROWS));
    }

    @Test
    void there_are_as_many_messages_as_asked_for(Database db) {
        assertThat(db.number("select count(*) from message_history")).isEqualTo(ROWS);
    }

    @Test
    void ninety_two_of_a_hundred_messages_are_read(Database db) {
        assertThat(share(db, "message_history", "is_read")).isCloseTo(0.92, about(0.01));
    }

    @Test
    void ninety_seven_of_a_hundred_tasks_are_finished(Database db) {
        assertThat(share(db, "auto_tasks", "status in ('completed', 'failed', 'cancelled')"))
                .isCloseTo(0.97, about(0.01));
    }

    @Test
    void few_approvals_are_pending(Database db) {
        assertThat(share(db, "task_approvals", "status = 'pending'")).isCloseTo(0.025, about(0.01));
    }

    @Test
    void most_bots_are_inactive_and_most_users_active(Database db) {
        assertThat(share(db, "bots", "is_active")).isLessThan(0.35);
        assertThat(share(db, "users", "is_active")).isCloseTo(0.985, about(0.015));
    }

    @Test
    void tenants_are_zipf_distributed(Database db) {
        var perTenant = db.column("select count(*) from users group by tenant_id order by count(*) desc").stream()
                .map(Long::valueOf)
                .toList();

        // 42 tenants and exponent 1: the largest has 1 / H(42), about 23 of a hundred users, the second half as many.
        assertThat(perTenant.get(0) / 400.0).isCloseTo(0.23, about(0.07));
        assertThat(perTenant.get(0)).isGreaterThan(perTenant.get(1) * 5 / 4);
    }

    @Test
    void a_few_users_hold_much_of_the_sessions(Database db) {
        assertThat(db.number("""
                select (sum(count) * 100 / (select count(*) from user_sessions))::int from (
                  select count(*) from user_sessions group by user_id order by 1 desc limit 40) as most""")).isBetween(25L, 75L);
    }

    @Test
    void sessions_have_a_few_to_hundreds_of_messages(Database db) {
        assertThat(db.number("select min(message_count) from user_sessions")).isLessThan(5);
        assertThat(db.number("select max(message_count) from user_sessions")).isBetween(100L, 600L);
    }

    @Test
    void a_session_knows_its_messages(Database db) {
        assertThat(db.number("""
                with counted as (
                  select session_id, count(*) as messages, max(created_at) as latest
                  from message_history group by session_id)
                select count(*) from user_sessions s left join counted c on c.session_id = s.id
                where (s.message_count, s.last_activity_at) is distinct from (c.messages, c.latest)""")).isZero();
    }

    @Test
    void messages_of_a_session_follow_each_other(Database db) {
        assertThat(db.number("""
                select count(*) from message_history a join message_history b
                on b.session_id = a.session_id and b.message_index = a.message_index + 1
                where b.created_at < a.created_at""")).isZero();
    }

    @Test
    void the_year_ends_now_and_follows_the_order_on_disk(Database db) {
        assertThat(db.value("select max(created_at) <= '2026-03-01 12:00+00' from message_history"))
                .isEqualTo("t");
        assertThat(db.value("select max(created_at) > '2026-02-26 12:00+00' from message_history"))
                .isEqualTo("t");
        assertThat(db.value("select min(created_at) between '2025-03-01 12:00+00' and '2025-03-04 12:00+00'"
                        + " from message_history"))
                .isEqualTo("t");
        assertThat(Double.valueOf(db.value("select correlation from pg_stats"
                        + " where tablename = 'message_history' and attname = 'created_at'")))
                .isGreaterThan(0.99);
    }

    @Test
    void sessions_lie_between_each_other_on_disk(Database db) {
        assertThat(db.number("""
                select count(*) from (select session_id, lag(session_id) over (order by ctid) as before
                from message_history) m where session_id = before""")).isLessThan(ROWS * 9 / 10);
    }

    @Test
    void some_bodies_are_stored_out_of_line(Database db) {
        assertThat(db.number("select pg_relation_size(reltoastrelid) from pg_class where relname = 'message_history'"
                        + " and relkind = 'r'"))
                .isPositive();
    }

    @Test
    void the_bots_of_sessions_are_of_the_same_tenant(Database db) {
        assertThat(db.number("""
                select count(*) from user_sessions s join bots b on b.id = s.bot_id join users u on u.id = s.user_id
                where b.tenant_id <> s.tenant_id or u.tenant_id <> s.tenant_id""")).isZero();
    }

    @Test
    void keys_are_random_uuids(Database db) {
        assertThat(db.column("select distinct substr(id::text, 15, 1) || (substr(id::text, 20, 1) in ('8','9','a','b'))"
                        + " from message_history"))
                .isEqualTo(List.of("4true"));
    }

    @Test
    void every_table_has_statistics_and_a_primary_key(Database db) {
        assertThat(db.number("select count(*) from pg_class c join pg_namespace n on n.oid = relnamespace"
                        + " where relkind = 'r' and nspname = 'Te st' and reltuples > 0"))
                .isEqualTo(8);
        assertThat(
                        db.number(
                                "select count(*) from pg_constraint where connamespace = '\"Te st\"'::regnamespace and contype = 'p'"))
                .isEqualTo(8);
        assertThat(
                        db.number(
                                "select count(*) from pg_constraint where connamespace = '\"Te st\"'::regnamespace and contype = 'f'"))
                .isEqualTo(7);
    }

    @Test
    void updates_find_room_beside_the_old_row_though_no_setting_says_so(Database db) {
        assertThat(db.value("""
                with before as (
                  select id, (ctid::text::point)[0] as page from user_sessions where get_byte(uuid_send(id), 9) < 8),
                after as (
                  update user_sessions s set title = title from before where s.id = before.id
                  returning s.id, (s.ctid::text::point)[0] as page)
                select avg((before.page = after.page)::int) > 0.95 from before join after using (id)""")).isEqualTo("t");
        assertThat(db.number(
                        "select count(*) from pg_class where reloptions is not null and relname ~ '^(user_|mess)'"))
                .isZero();
    }

    @Test
    void identities_go_on_after_the_last_row(Database db) {
        assertThat(db.value("insert into analytics_events (tenant_id, kind, properties) values (1, 'x', '{}')"
                        + " returning id"))
                .isEqualTo("4001");
    }

    private static double share(Database db, String table, String condition) {
        return Double.parseDouble(
                db.value("select avg(case when %s then 1.0 else 0 end) from %s".formatted(condition, table)));
    }

    private static Offset<Double> about(double width) {
        return within(width);
    }
}
