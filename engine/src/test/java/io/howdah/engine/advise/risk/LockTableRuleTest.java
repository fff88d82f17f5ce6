package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@PostgresTest
class LockTableRuleTest {

    private final LockTableRule rule = new LockTableRule();

    @Test
    void sees_a_table_of_locks_that_fills_up() {
        assertThat(server().activity("locks", 1_280).seenBy(rule))
                .containsExactly(
                        "NOTICE setting max_locks_per_transaction: 1,280 objects are locked; there is room for about 6,400");
        assertThat(server().activity("locks", 3_840).seenBy(rule))
                .containsExactly(
                        "WARNING setting max_locks_per_transaction: 3,840 objects are locked; there is room for about 6,400");
        assertThat(server().activity("locks", 1_280).mendedBy(rule))
                .contains("ALTER SYSTEM SET max_locks_per_transaction = '256';");
    }

    @Test
    void sees_that_few_objects_are_held_by_many() {
        assertThat(server().activity("locks", 100)
                        .activity("lock_holders", 7_680)
                        .seenBy(rule))
                .containsExactly("WARNING setting max_locks_per_transaction: locks are held 7,680 times;"
                        + " there is room for about 12,800");
        assertThat(server().activity("locks", 100)
                        .activity("lock_holders", 2_559)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void counts_the_room_of_prepared_transactions() {
        assertThat(server().setting("max_prepared_transactions", 100)
                        .activity("locks", 1_280)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_on_few() {
        assertThat(server().activity("locks", 1_279).seenBy(rule)).isEmpty();
        assertThat(Made.server().activity("locks", 1_280).seenBy(rule)).isEmpty();
    }

    @Test
    void notes_what_is_not_yet_near_the_end() {
        assertThat(server().activity("locks", 3_839).seenBy(rule))
                .containsExactly(
                        "NOTICE setting max_locks_per_transaction: 3,839 objects are locked; there is room for about 6,400");
    }

    @Test
    void reads_locks_that_take_room_of_all_sessions(Database db) throws SQLException {
        var lock = "select pg_advisory_lock_shared(n) from generate_series(1, 700) n";
        try (var connection = db.connection();
                var other = db.connection();
                var statement = connection.createStatement();
                var more = other.createStatement()) {
            statement.execute(lock);
            more.execute(lock);

            var counters = Situation.of(db).activity().counters();
            double objects = counters.getOrDefault("locks", 0.0);
            assertThat(objects).isGreaterThanOrEqualTo(700);
            assertThat(counters.getOrDefault("lock_holders", 0.0)).isGreaterThanOrEqualTo(objects + 700);
        }
    }

    private static Made server() {
        return Made.server().setting("max_locks_per_transaction", 64).setting("max_connections", 100);
    }
}
