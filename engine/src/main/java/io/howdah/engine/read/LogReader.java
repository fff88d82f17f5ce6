package io.howdah.engine.read;

import io.howdah.engine.catalog.LoggedPlan;
import io.howdah.engine.postgres.Marked;
import io.howdah.engine.postgres.SqlProblems;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects texts and parameters from the end of the server's current log file, where the role may read it: statements with
 * parameters (log_min_duration_statement, log_statement) and plans of auto_explain.
 */
final class LogReader {

    /** The last so many bytes are read: some ten thousand statements. */
    private static final int TAIL = 16 << 20;

    private static final String PERMITTED = """
            SELECT current_setting('logging_collector') = 'on'
                   AND (r.rolsuper OR pg_has_role('pg_monitor', 'USAGE'))
                   AND has_function_privilege('pg_catalog.pg_read_binary_file(text, bigint, bigint)', 'EXECUTE')
                   AND (r.rolsuper OR pg_has_role('pg_read_server_files', 'USAGE')) AS permitted,
                   current_setting('logging_collector') = 'on' AS collected,
                   current_setting('log_line_prefix') AS prefix, current_database() AS database
              FROM pg_roles r
             WHERE r.rolname = current_user
            """;

    private static final String FILES = """
            SELECT f.format, f.path, l.size
              FROM (VALUES (1, 'jsonlog', {jsonlog}), (2, 'csvlog', pg_current_logfile('csvlog')),
                           (3, 'stderr', pg_current_logfile('stderr'))) AS f (preference, format, path)
              JOIN pg_ls_logdir() l ON f.path = l.name OR f.path LIKE '%/' || l.name
             WHERE f.path IS NOT NULL
             ORDER BY f.preference
             LIMIT 1
            """;

    private final Samples samples;
    private final List<LoggedPlan> plans = new ArrayList<>();

    LogReader(Samples samples) {
        this.samples = samples;
    }

    /** Plans that the log held, in its order. */
    List<LoggedPlan> plans() {
        return List.copyOf(plans);
    }

    private record Access(boolean permitted, boolean collected, String prefix, String database) {}

    private record File(String format, String path, long size) {}

    /** Never fails: a log that cannot be read is a note. */
    void read(Query query, List<String> notes) throws SQLException {
        var access = query.one(
                PERMITTED,
                row -> new Access(
                        row.flag("permitted"), row.flag("collected"), row.text("prefix"), row.text("database")));
        if (!access.permitted()) {
            if (access.collected()) {
                notes.add(
                        "The server's log was not read for parameters of statements; membership in pg_read_server_files"
                                + " and EXECUTE on pg_read_binary_file would help.");
            }
            query.commit();
            return;
        }
        try {
            read(query, access);
            query.commit();
        } catch (SQLException e) {
            query.connection().rollback();
            notes.add("The server's log could not be read for parameters of statements: " + SqlProblems.message(e));
        }
    }

    private void read(Query query, Access access) throws SQLException {
        var file = file(query);
        if (file.isEmpty()) {
            return;
        }
        var entries = switch (file.get().format()) {
            case "jsonlog" -> JsonLog.entries(text(query, file.get()));
            case "csvlog" -> CsvLog.entries(text(query, file.get()));
            default -> PlainLog.entries(text(query, file.get()), access.prefix());
        };
        for (var entry : entries) {
            if (entry.database() == null || entry.database().equals(access.database())) {
                add(LoggedStatement.of(entry));
                LogFiles.plan(entry).ifPresent(plans::add);
            }
        }
    }

    private void add(@Nullable LoggedStatement statement) {
        if (statement != null) {
            samples.add(statement.queryId(), new Samples.Sent(statement.text(), statement.parameters()));
        }
    }

    private static Optional<File> file(Query query) throws SQLException {
        var sql = FILES.replace("{jsonlog}", query.since(15, "pg_current_logfile('jsonlog')") + "::text");
        return query.list(sql, row -> new File(row.text("format"), row.text("path"), row.number("size"))).stream()
                .findFirst();
    }

    private static String text(Query query, File file) throws SQLException {
        long from = Math.max(0, file.size() - TAIL);
        try (var statement = query.connection().prepareStatement(Marked.sql("SELECT pg_read_binary_file(?, ?, ?)"))) {
            statement.setString(1, file.path());
            statement.setLong(2, from);
            statement.setLong(3, TAIL);
            try (var result = statement.executeQuery()) {
                return result.next() ? new String(result.getBytes(1), StandardCharsets.UTF_8) : "";
            }
        }
    }
}
