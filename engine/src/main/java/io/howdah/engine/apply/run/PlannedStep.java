package io.howdah.engine.apply.run;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that is to be written down in the journal.
 *
 * @param tableOid 0 where the step is about no table
 * @param table null where the step is about no table
 * @param object what the step makes, changes or removes
 * @param said what it does in a few words; null where the kind and the object say it
 * @param sql the statements that do it, in order
 * @param undo the statements that take it back, in order; none where nothing has to be
 * @param detail what the step works by beyond its SQL, as JSON
 * @param atFinish whether the step removes what undo needs, and so waits until the change is finished
 * @param note what there is to know before it is begun; not a part of the journal
 */
public record PlannedStep(
        AppliedStep.Kind kind,
        long tableOid,
        @Nullable QualifiedName table,
        QualifiedName object,
        @Nullable String said,
        List<String> sql,
        List<String> undo,
        @Nullable String detail,
        boolean atFinish,
        StepState state,
        @Nullable String note) {

    public PlannedStep(
            AppliedStep.Kind kind,
            long tableOid,
            @Nullable QualifiedName table,
            QualifiedName object,
            @Nullable String said,
            List<String> sql,
            List<String> undo,
            @Nullable String detail,
            boolean atFinish,
            StepState state) {
        this(kind, tableOid, table, object, said, sql, undo, detail, atFinish, state, null);
    }

    /** A step whose kind and object say what it does. */
    public static PlannedStep of(
            AppliedStep.Kind kind,
            long tableOid,
            @Nullable QualifiedName table,
            QualifiedName object,
            List<String> sql,
            List<String> undo,
            StepState state) {
        return new PlannedStep(kind, tableOid, table, object, null, sql, undo, null, false, state);
    }

    /** A step on a table that was not begun, and that says itself what it does. */
    public static PlannedStep on(AppliedStep.Kind kind, LiveTable table, String summary, List<String> sql) {
        return new PlannedStep(
                kind, table.oid(), table.name(), table.name(), summary, sql, List.of(), null, false, StepState.PLANNED);
    }

    /** In a few words, for people. */
    public String summary() {
        return said == null ? kind.summary(object, table) : said;
    }

    public PlannedStep undo(List<String> statements) {
        return new PlannedStep(kind, tableOid, table, object, said, sql, statements, detail, atFinish, state, note);
    }

    public PlannedStep detail(String json) {
        return new PlannedStep(kind, tableOid, table, object, said, sql, undo, json, atFinish, state, note);
    }

    public PlannedStep object(QualifiedName name) {
        return new PlannedStep(kind, tableOid, table, name, said, sql, undo, detail, atFinish, state, note);
    }

    public PlannedStep state(StepState known) {
        return new PlannedStep(kind, tableOid, table, object, said, sql, undo, detail, atFinish, known, note);
    }

    /** The same, done when the change is finished and no undo is wanted any more. */
    public PlannedStep finishing() {
        return new PlannedStep(kind, tableOid, table, object, said, sql, undo, detail, true, state, note);
    }

    public PlannedStep note(String words) {
        return new PlannedStep(kind, tableOid, table, object, said, sql, undo, detail, atFinish, state, words);
    }
}
