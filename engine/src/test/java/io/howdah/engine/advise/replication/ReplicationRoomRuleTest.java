package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
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
}
