package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.schema.TableStatements;
import io.howdah.engine.catalog.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often rows of tables are written.
 *
 * <p>By the tables' counters, and by the statements of the workload that write them, of which the higher rate counts: the counters may be
 * older than the habit. One write more is assumed than was counted, so that a table that was never written has a rate too (Laplace's rule
 * of succession).
 *
 * @param rows written since the counters began
 * @param perSecond rows written a second
 */
record ChangeRate(double rows, double perSecond) {

    private static final List<String> WRITES = List.of("insert", "update", "delete", "merge");

    /** Of all the tables together; infinite where it is not known since when they were counted. */
    static ChangeRate of(Scene scene, List<Relation> tables, TableStatements statements) {
        double rows = tables.stream()
                .flatMap(t -> Stream.ofNullable(t.use()))
                .mapToDouble(u -> u.inserted() + u.updated() + u.deleted())
                .sum();
        double sent = tables.stream()
                .flatMap(t -> statements.on(t).stream())
                .filter(s -> WRITES.stream().anyMatch(s.mentions()::does))
                .map(TableStatements.Read::statement)
                .distinct()
                .mapToDouble(s -> Double.isNaN(s.rowsPerCall()) ? s.calls() : s.rowsPerCall() * s.calls())
                .sum();
        return new ChangeRate(
                rows,
                Math.max(
                        (rows + 1) / counted(scene),
                        (sent + 1)
                                / seconds(
                                        scene.workload().since(),
                                        scene.workload().until())));
    }

    /** Seconds since the tables' counters began. */
    private static double counted(Scene scene) {
        var catalog = scene.catalog();
        var reset = catalog.activity().statisticsReset();
        return seconds(reset != null ? reset : catalog.server().startedAt(), catalog.readAt());
    }

    /** From the moment on; none where it is not known. */
    static double seconds(@Nullable Instant since, Instant until) {
        return since == null ? 0 : Math.max(0, Duration.between(since, until).toMillis() / 1000.0);
    }
}
