package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaIdentityRuleTest {

    private final ReplicaIdentityRule rule = new ReplicaIdentityRule();

    @Test
    void sees_a_table_without() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                List.of(new QualifiedName("Te st", "Ä b")),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly(
                        "WARNING table \"Te st\".\"Ä b\": updates and deletes of \"Te st\".\"Ä b\" fail: it is published and has no replica identity");
    }

    @Test
    void is_silent_where_all_have_one() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    @Test
    void writes_what_tells_its_rows_apart() {
        assertThat(Made.server()
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                s.vacuums(),
                                List.of(new QualifiedName("Te st", "Ä b")),
                                s.standby()))
                        .mendedBy(rule))
                .containsExactly("ALTER TABLE \"Te st\".\"Ä b\" REPLICA IDENTITY FULL;");
    }
}
