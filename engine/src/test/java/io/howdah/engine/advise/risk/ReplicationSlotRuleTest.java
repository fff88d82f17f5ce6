package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Activity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@PostgresTest
class ReplicationSlotRuleTest {

    private static final long GB = 1L << 30;

    private final ReplicationSlotRule rule = new ReplicationSlotRule();

    @Test
    void sees_a_slot_that_nobody_reads(Database db) {
        db.execute("select pg_create_physical_replication_slot('forgotten', true)");
        var catalog = Situation.of(db);
        db.execute("select pg_drop_replication_slot('forgotten')");

        assertThat(Situation.seen(rule, catalog))
                .singleElement()
                .asString()
                .startsWith("WARNING slot forgotten: the inactive physical slot forgotten holds back");
        assertThat(rule.examine(catalog).getFirst().why()).contains("pg_drop_replication_slot('forgotten')");
        assertThat(catalog.activity().slots())
                .extracting(Activity.Slot::synced)
                .as("no copy, whether the server knows of copies or not")
                .containsExactly(false);
    }

    @Test
    void is_silent_without_slots(Database db) {
        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void is_silent_about_a_slot_that_is_read() {
        assertThat(rule.examine(Situation.madeUp(
                        Situation.slots(new Activity.Slot("s", "logical", true, GB, 1_000L, "reserved")), Map.of())))
                .isEmpty();
    }

    @Test
    void is_silent_about_a_copy_that_slot_synchronisation_keeps_on_a_standby() {
        var standby = Made.server().recovering();

        assertThat(unread(standby, true)).isEmpty();
        assertThat(unread(standby, false))
                .as("a slot of its own")
                .containsExactly("WARNING slot s: the inactive logical slot s holds back 0 B of WAL");
        assertThat(unread(standby, null)).as("before 17").hasSize(1);
    }

    @Test
    void sees_a_copy_that_nobody_reads_once_its_standby_was_promoted() {
        assertThat(unread(Made.server(), true)).hasSize(1);
    }

    @Test
    void finds_much_wal_critical_only_where_nothing_limits_it() {
        var slots = Situation.slots(new Activity.Slot("s", "logical", true, 20 * GB, null, "extended"));

        assertThat(Situation.seen(rule, Situation.madeUp(slots, Map.of("max_slot_wal_keep_size", "-1"))))
                .containsExactly("CRITICAL slot s: the active logical slot s holds back 20 GB of WAL");
        assertThat(Situation.seen(rule, Situation.madeUp(slots, Map.of("max_slot_wal_keep_size", "100000"))))
                .containsExactly("WARNING slot s: the active logical slot s holds back 20 GB of WAL");
    }

    @Test
    void finds_a_slot_critical_that_is_about_to_lose_its_wal() {
        var slots = Situation.slots(new Activity.Slot("s", "logical", true, GB, null, "unreserved"));

        assertThat(Situation.seen(rule, Situation.madeUp(slots, Map.of("max_slot_wal_keep_size", "1024"))))
                .singleElement()
                .asString()
                .startsWith("CRITICAL");
    }

    @Test
    void sees_a_slot_that_holds_vacuum_back() {
        var slots = Situation.slots(new Activity.Slot("s", "logical", true, GB, 150_000_000L, "reserved"));

        assertThat(Situation.seen(rule, Situation.madeUp(slots, Map.of())))
                .singleElement()
                .asString()
                .startsWith("WARNING");
    }

    @Test
    void speaks_of_the_limit_where_there_is_none() {
        var server = Made.server().slot("s", "logical", 20 * GB, null);
        assertThat(server.reasonsOf(rule)).allMatch(w -> w.contains("max_slot_wal_keep_size sets a limit"));

        server.setting("max_slot_wal_keep_size", 100_000);
        assertThat(server.reasonsOf(rule)).noneMatch(w -> w.contains("max_slot_wal_keep_size"));
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(Made.server().slot("s", "logical", 10 * GB - 1, null).seenBy(rule))
                .isEmpty();
        assertThat(Made.server().slot("s", "logical", 10 * GB, null).seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("CRITICAL");
        assertThat(Made.server().slot("s", "logical", GB, 99_999_999L).seenBy(rule))
                .isEmpty();
        assertThat(Made.server().slot("s", "logical", GB, 100_000_000L).seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("WARNING");
        assertThat(Made.server()
                        .setting("autovacuum_freeze_max_age", 400_000_000)
                        .slot("s", "logical", GB, 199_999_999L)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void finds_a_slot_critical_that_has_lost_its_wal() {
        var slots = Situation.slots(new Activity.Slot("s", "logical", true, null, null, "lost"));

        assertThat(Situation.seen(rule, Situation.madeUp(slots, Map.of("max_slot_wal_keep_size", "1024"))))
                .singleElement()
                .asString()
                .startsWith("CRITICAL");
    }

    @Test
    void takes_a_limit_of_nothing_for_a_limit() {
        assertThat(Made.server()
                        .setting("max_slot_wal_keep_size", 0)
                        .slot("s", "logical", 20 * GB, null)
                        .seenBy(rule))
                .containsExactly("WARNING slot s: the active logical slot s holds back 20 GB of WAL");
    }

    @Test
    void says_how_far_a_slot_holds_vacuum_back() {
        assertThat(Made.server().slot("s", "logical", 20 * GB, null).evidenceOf(rule))
                .containsExactly("wal_status reserved");
        assertThat(Made.server().slot("s", "logical", 20 * GB, 5L).evidenceOf(rule))
                .containsExactly(
                        "wal_status reserved", "vacuum keeps rows that died in the last 5 transactions for it");
    }

    @Test
    void sees_a_slot_that_nobody_reads_whatever_it_holds() {
        var slots = Situation.slots(new Activity.Slot("s", "physical", false, null, null, null));

        assertThat(Situation.seen(rule, Situation.madeUp(slots, Map.of())))
                .containsExactly("WARNING slot s: the inactive physical slot s holds back 0 B of WAL");
    }

    /** What is seen of a slot that nobody reads. */
    private List<String> unread(Made server, @Nullable Boolean synced) {
        var slots = Situation.slots(new Activity.Slot("s", "logical", false, null, null, "reserved", synced));
        return Situation.seen(rule, server.scene().catalog().withActivity(slots));
    }
}
