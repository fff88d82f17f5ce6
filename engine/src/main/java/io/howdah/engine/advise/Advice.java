package io.howdah.engine.advise;

import io.howdah.engine.change.Change;
import io.howdah.engine.change.Step;
import java.util.List;

/**
 * A finding with a way out that the tool can carry out.
 *
 * @param changes in the order in which they are applied
 * @param sizeBytes disk that it needs (positive) or frees (negative), in bytes
 * @param notes what its gain depends on, such as the values of parameters, for people to read
 * @param statements ids of the statements of the workload that gain
 */
public record Advice(
        Finding finding, List<Change> changes, long sizeBytes, List<String> statements, List<String> notes) {

    /** Advice without notes. */
    public Advice(Finding finding, List<Change> changes, long sizeBytes, List<String> statements) {
        this(finding, changes, sizeBytes, statements, List.of());
    }

    /** The same with more reasons to believe it. */
    public Advice with(List<Evidence> more) {
        return new Advice(finding.with(more), changes, sizeBytes, statements, notes);
    }

    /** The SQL in order. */
    public List<String> sql() {
        return changes.stream().flatMap(c -> c.steps().stream()).map(Step::sql).toList();
    }

    /** The SQL that takes it back, last change first. */
    public List<String> undoSql() {
        return changes.reversed().stream()
                .flatMap(c -> c.undo().stream())
                .map(Step::sql)
                .toList();
    }
}
