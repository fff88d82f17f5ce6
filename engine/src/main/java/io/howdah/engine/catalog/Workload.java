package io.howdah.engine.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that run on a database, with counts and times over a window.
 *
 * @param source where it came from, for people: pg_stat_statements, a folder of files
 * @param since when counting began; null where it is not known
 * @param notes what could not be seen, each with the reason and what would help
 */
public record Workload(
        String source, @Nullable Instant since, Instant until, List<Statement> statements, List<String> notes) {

    public double totalMs() {
        return statements.stream().mapToDouble(Statement::totalMs).sum();
    }
}
