package io.howdah.engine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that run on a database, with counts and times over a window.
 *
 * @param source where it came from, for people: pg_stat_statements, a folder of files
 * @param since when counting began; null where it is not known
 * @param notes what could not be seen, each with the reason and what would help
 * @param utility how often each kind of utility command ran, such as {@code LISTEN} or {@code SET search_path}; without names and values
 * @param seen what was seen of single calls
 */
public record Workload(
        String source,
        @Nullable Instant since,
        Instant until,
        List<Statement> statements,
        List<String> notes,
        Map<String, Double> utility,
        Seen seen) {

    public Workload {
        // a file of an earlier release has none
        utility = Objects.requireNonNullElse(utility, Map.of());
        seen = Objects.requireNonNullElse(seen, Seen.NOTHING);
    }

    /** A workload of whose utility commands nothing is known. */
    public Workload(
            String source, @Nullable Instant since, Instant until, List<Statement> statements, List<String> notes) {
        this(source, since, until, statements, notes, Map.of(), Seen.NOTHING);
    }

    /** The same where single calls were seen. */
    public Workload seeing(Seen calls) {
        return new Workload(source, since, until, statements, notes, utility, calls);
    }

    /** The same with one more thing that could not be seen. */
    public Workload noting(String note) {
        var more = Stream.concat(notes.stream(), Stream.of(note)).toList();
        return new Workload(source, since, until, statements, more, utility, seen);
    }

    public double totalMs() {
        return statements.stream().mapToDouble(Statement::totalMs).sum();
    }

    /**
     * What ran between an earlier reading of the same server and this one; statements that did not run in between are left
     * out. After a reset of the counters this reading is all that is known.
     */
    public Workload minus(Workload earlier) {
        boolean reset = since != null && !since.equals(earlier.since);
        var before = reset
                ? Map.<String, Statement>of()
                : earlier.statements.stream().collect(Collectors.toMap(Statement::id, s -> s, (one, other) -> one));
        var between = statements.stream()
                .map(s -> before.containsKey(s.id()) ? s.minus(before.get(s.id())) : s)
                .filter(s -> s.calls() > 0)
                .toList();
        return new Workload(source, reset ? since : earlier.until, until, between, notes, utility, seen);
    }
}
