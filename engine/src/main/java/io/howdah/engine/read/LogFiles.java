package io.howdah.engine.read;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.LoggedPlan;
import io.howdah.engine.postgres.Marked;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the plans of auto_explain from a server's log file: stderr, csvlog or jsonlog; plans in text or JSON. */
public final class LogFiles {

    /** The last so many bytes are read. */
    private static final int TAIL = 64 << 20;

    private LogFiles() {}

    /**
     * The plans in their order.
     *
     * @param linePrefix the server's {@code log_line_prefix}, by which a plain log tells the database
     * @param database whose plans are wanted; messages that do not tell their database are taken for its own
     * @throws Problem where the file cannot be read or holds none
     */
    public static List<LoggedPlan> plans(Path file, String linePrefix, String database) {
        var plans = ExplainedFiles.entries(tail(file), linePrefix).stream()
                .filter(entry -> entry.database() == null || database.equals(entry.database()))
                .flatMap(entry -> plan(entry).stream())
                .toList();
        if (plans.isEmpty()) {
            throw Problem.input(file + " holds no plan of auto_explain for the database " + database);
        }
        return plans;
    }

    /** The plan of a message; empty where it holds none, or one of our own statements. */
    static Optional<LoggedPlan> plan(LogEntry entry) {
        return ExplainedFiles.logged(entry).flatMap(explained -> {
            var text = explained.statement();
            var ms = explained.durationMs();
            return text == null || ms == null || Marked.isMarked(text)
                    ? Optional.empty()
                    : Optional.of(new LoggedPlan(text, ms, explained.plan()));
        });
    }

    private static String tail(Path path) {
        if (!Files.isRegularFile(path)) {
            throw Problem.input("there is no file " + path);
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL));
            var bytes = new byte[(int) Math.min(TAIL, file.length())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read " + path, e);
        }
    }
}
