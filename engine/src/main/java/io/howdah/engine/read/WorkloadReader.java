package io.howdah.engine.read;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.Seen;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Succession;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.postgres.SqlProblems;
import io.howdah.engine.sql.Fingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads what runs on a database from {@code pg_stat_statements}, with the constants that it hides from texts seen in
 * {@code pg_stat_activity} and in the server's log.
 */
public final class WorkloadReader {

    private static final String SOURCE = "pg_stat_statements";
    private static final String NOT_LOADED = "55000";
    private static final String UNKNOWN_COLUMN = "42703";

    private static final String PRELOAD =
            "What runs here is not counted. Add the line shared_preload_libraries = 'pg_stat_statements' to"
                    + " postgresql.conf (behind a comma if others stand there), restart the server, and run CREATE"
                    + " EXTENSION pg_stat_statements in this database. Until then give statements in files with"
                    + " --statements DIR.";

    private final Sessions sessions;
    private final Time time;

    public WorkloadReader(Sessions sessions, Time time) {
        this.sessions = sessions;
        this.time = time;
    }

    /**
     * The workload with samples, where {@code pg_stat_statements} is there; else a workload without statements whose notes
     * say how to get it.
     *
     * @param sampling how long to watch sessions for texts; zero for one look
     */
    public Workload read(Duration sampling) {
        return read(sampling, true);
    }

    /** The counters alone, for measuring: no sampling, no logs. */
    public Workload readCounters() {
        return read(Duration.ZERO, false);
    }

    private Workload read(Duration sampling, boolean withSamples) {
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            return read(new Query(connection, version(connection), List.of()), sampling, withSamples);
        } catch (SQLException e) {
            throw SqlProblems.of(e, "reading the workload");
        }
    }

    private static int version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() * 10_000;
    }

    private Workload read(Query query, Duration sampling, boolean withSamples) throws SQLException {
        var view = StatementsView.find(query);
        if (view.isEmpty()) {
            return nothing(absent(query));
        }
        try {
            return read(query, view.get(), sampling, withSamples);
        } catch (SQLException e) {
            return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
                case NOT_LOADED -> nothing(PRELOAD);
                case UNKNOWN_COLUMN ->
                    nothing("The extension pg_stat_statements is of version "
                            + view.get().version() + "; ALTER EXTENSION pg_stat_statements UPDATE would help.");
                default -> throw e;
            };
        }
    }

    private static String absent(Query query) throws SQLException {
        var preloaded = query.one(
                "SELECT current_setting('pg_stat_statements.max', true) IS NOT NULL AS loaded",
                row -> row.flag("loaded"));
        return preloaded
                ? "Statements are counted but cannot be read: run CREATE EXTENSION pg_stat_statements in this database."
                        + " Until then give statements in files with --statements DIR."
                : PRELOAD;
    }

    private Workload nothing(String note) {
        return new Workload(SOURCE, null, time.now(), List.of(), List.of(note));
    }

    private Workload read(Query query, StatementsView view, Duration sampling, boolean withSamples)
            throws SQLException {
        var notes = new ArrayList<String>();
        var samples = new Samples();
        var successions = withSamples ? watch(query, sampling, samples, notes) : List.<Succession>of();
        var counting = view.counting(query);
        var all = view.statements(query);
        var data = all.stream().filter(s -> Fingerprint.isData(s.text())).toList();
        noteUtility(all, data, notes);
        noteHidden(view.hidden(query), notes);
        if (counting.evictions() > 0) {
            notes.add("pg_stat_statements had no room " + counting.evictions()
                    + " times and forgot the rarest statements;" + " raise pg_stat_statements.max.");
        }
        query.commit();
        var log = new LogReader(samples);
        var statements = withSamples ? withSamples(query, data, samples, log, notes) : data;
        var seen = new Seen(successions, log.plans());
        return new Workload(SOURCE, counting.since(), time.now(), statements, List.copyOf(notes), utility(all), seen);
    }

    private static Map<String, Double> utility(List<Statement> all) {
        return all.stream()
                .filter(s -> !Fingerprint.isData(s.text()))
                .collect(Collectors.toMap(
                        s -> UtilityCommand.of(s.text()), Statement::calls, Double::sum, TreeMap::new));
    }

    /** Sessions are watched before the counters are read, so that statements new to the server are known by then. */
    private List<Succession> watch(Query query, Duration sampling, Samples samples, List<String> notes)
            throws SQLException {
        var sampler = new ActivitySampler(samples);
        sampler.watch(query, sampling, time);
        if (sampler.truncated() > 0) {
            notes.add(
                    sampler.truncated() + " sampled texts were cut off and not used; raise track_activity_query_size.");
        }
        return sampler.successions();
    }

    private static List<Statement> withSamples(
            Query query, List<Statement> statements, Samples samples, LogReader log, List<String> notes)
            throws SQLException {
        statements.forEach(s -> samples.statement(s.id(), s.text()));
        log.read(query, notes);
        return statements.stream().map(s -> s.withSamples(samples.of(s.id()))).toList();
    }

    private static void noteUtility(List<Statement> all, List<Statement> data, List<String> notes) {
        if (all.size() > data.size()) {
            double total = all.stream().mapToDouble(Statement::totalMs).sum();
            double rest = data.stream().mapToDouble(Statement::totalMs).sum();
            notes.add(String.format(
                    Locale.ROOT,
                    "Utility statements (DDL, COPY, transaction control and the like) with %.0f %% of the time are left out.",
                    total == 0 ? 0 : 100 * (total - rest) / total));
        }
    }

    private static void noteHidden(long hidden, List<String> notes) {
        if (hidden > 0) {
            notes.add(hidden + " statements of other users are not visible; GRANT pg_monitor would help.");
        }
    }
}
