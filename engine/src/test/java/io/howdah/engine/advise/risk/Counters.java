package io.howdah.engine.advise.risk;

import io.howdah.engine.Time;
import io.howdah.testkit.Database;
import java.time.Duration;

/** Waits for counters, which sessions report with a delay: at their end, and every second at most. */
final class Counters {

    private Counters() {}

    static void await(Database db, String query, long atLeast) {
        while (db.number(query) < atLeast) {
            Time.SYSTEM.sleep(Duration.ofMillis(20));
        }
    }
}
