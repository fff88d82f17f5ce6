package io.howdah.engine.read;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.Succession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches {@code pg_stat_activity} for a while and collects the texts of statements, and in which order sessions ran them. An idle
 * session shows its last one, so even one look sees something; a text that is still the same execution is counted once.
 */
final class ActivitySampler {

    /** Pauses are so much longer than the look before them, so that watching takes at most a quarter of one backend. */
    private static final int PAUSE_PER_LOOK = 3;

    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private static final String SQL = """
            SELECT a.pid, a.query_id, a.query, a.query_start,
                   octet_length(a.query) >= pg_size_bytes(current_setting('track_activity_query_size')) - 1 AS truncated
              FROM pg_stat_activity a
             WHERE a.datname = current_database() AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
               AND a.query_id IS NOT NULL AND a.query <> '' AND a.query NOT LIKE '%/* howdah */%'
            """;

    private final Samples samples;
    private final Successions successions = new Successions();
    private final Map<Integer, String> lastStarts = new HashMap<>();
    private int truncated;

    ActivitySampler(Samples samples) {
        this.samples = samples;
    }

    /** Looks at least once. */
    void watch(Query query, Duration duration, Time time) throws SQLException {
        long end = time.nanos() + duration.toNanos();
        long took = timed(query, time);
        while (time.nanos() < end) {
            time.sleep(Duration.ofNanos(Math.clamp(PAUSE_PER_LOOK * took, SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS)));
            took = timed(query, time);
        }
    }

    private long timed(Query query, Time time) throws SQLException {
        long began = time.nanos();
        look(query);
        return time.nanos() - began;
    }

    /** Texts that were cut off at {@code track_activity_query_size} and so could not be used. */
    int truncated() {
        return truncated;
    }

    /** In which order sessions were seen to run statements. */
    List<Succession> successions() {
        return successions.found();
    }

    private void look(Query query) throws SQLException {
        query.each(SQL, row -> {
            var start = row.text("query_start");
            if (start.equals(lastStarts.put(row.integer("pid"), start))) {
                return;
            }
            var begun = row.instantOrNull("query_start");
            if (begun != null) {
                successions.saw(row.integer("pid"), row.text("query_id"), row.text("query"), begun);
            }
            if (row.flag("truncated")) {
                truncated++;
            } else {
                samples.add(row.numberOrNull("query_id"), new Samples.Sent(row.text("query"), List.of()));
            }
        });
        query.commit();
    }
}
