package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Thresholds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicationRoomRuleTest {

    private final ReplicationRoomRule rule = new ReplicationRoomRule();

    @Test
    void sees_little_room_and_none() {
        assertThat(Made.server()
                        .setting("max_wal_senders", 10)
                        .setting("max_replication_slots", 10)
                        .counter("senders", 8)
                        .counter("slots", 10)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting max_wal_senders: 8 of 10 replication senders are in use",
                        "WARNING setting max_replication_slots: 10 of 10 replication slots are in use");
    }

    @Test
    void is_silent_where_there_is_room() {
        assertThat(Made.server()
                        .setting("max_wal_senders", 10)
                        .setting("max_replication_slots", 10)
                        .counter("senders", 7)
                        .counter("slots", 0)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_none_is_allowed_or_nothing_is_known() {
        assertThat(Made.server()
                        .setting("max_wal_senders", 0)
                        .setting("max_replication_slots", 0)
                        .counter("senders", 0)
                        .counter("slots", 0)
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server().counter("senders", 8).counter("slots", 10).seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .setting("max_wal_senders", 10)
                        .setting("max_replication_slots", 10)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void leaves_as_much_room_as_the_user_says() {
        assertThat(atNineTenths(8)).isEmpty();
        assertThat(atNineTenths(9)).extracting(Finding::severity).containsExactly(Severity.NOTICE);
    }

    @Test
    void proposes_twice_as_many() {
        assertThat(Made.server()
                        .setting("max_wal_senders", 10)
                        .counter("senders", 10)
                        .mendedBy(rule))
                .contains("ALTER SYSTEM SET max_wal_senders = '20';");
    }

    private List<Finding> atNineTenths(double senders) {
        var scene = Made.server()
                .setting("max_wal_senders", 10)
                .counter("senders", senders)
                .scene();
        return rule.examine(scene.at(Thresholds.of(Map.of("replication-room.share", 0.9), List.of(rule))));
    }
}
