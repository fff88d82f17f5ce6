package io.howdah.engine.apply;

import io.howdah.engine.catalog.QualifiedName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says about one step.
 *
 * @param position from 1
 * @param table as it was called when the step was planned
 * @param sql the statement that does it, and those that complete it
 * @param undo the statements that take it back
 * @param definition of the index that was made or dropped, as {@code pg_get_indexdef} wrote it; null until known
 * @param error why it failed or was stopped
 * @param waits how long it waited for whom, if it did
 */
public record AppliedStep(
        long application,
        int position,
        Kind kind,
        long tableOid,
        QualifiedName table,
        QualifiedName index,
        List<String> sql,
        List<String> undo,
        @Nullable String definition,
        StepState state,
        @Nullable Instant started,
        @Nullable Instant finished,
        @Nullable String error,
        @Nullable String waits) {

    /** What a step does. */
    public enum Kind {
        CREATE_INDEX,
        DROP_INDEX;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** In a few words, for people. */
    public String summary() {
        return switch (kind) {
            case CREATE_INDEX -> "create index " + index.name() + " on " + table;
            case DROP_INDEX -> "drop index " + index.name() + " on " + table;
        };
    }

    AppliedStep with(StepState newState) {
        return new AppliedStep(
                application,
                position,
                kind,
                tableOid,
                table,
                index,
                sql,
                undo,
                definition,
                newState,
                started,
                finished,
                error,
                waits);
    }
}
