package io.howdah.engine.apply.run;

import io.howdah.engine.catalog.QualifiedName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says about one step.
 *
 * @param position from 1
 * @param tableOid 0 where the step is about no table
 * @param table as it was called when the step was planned; null where the step is about no table
 * @param object the index, the statistics, or the extension with the schema of its members; a column with its table's schema
 * @param sql the statement that does it, and those that complete it
 * @param undo the statements that take it back
 * @param definition of the index that was made, dropped or rebuilt, as {@code pg_get_indexdef} wrote it, of the statistics likewise,
 *     the extension's version, or the statistics target that is set; null until known
 * @param objectOid of an extension or of statistics that were made, or of an index before it was rebuilt; 0 where it is not known
 * @param bytesBefore size of an index before it was rebuilt; null where it was not
 * @param bytesAfter its size afterwards
 * @param error why it failed or was stopped
 * @param waits how long it waited for whom, if it did
 * @param said what it does in a few words, where its kind and object do not say it
 * @param detail what it works by beyond its SQL, as JSON
 * @param progress how far it is, as JSON, where it works in batches
 * @param atFinish whether it removes what undo needs, and so waits until the change is finished
 * @param lockedMillis how long it held strong locks at most; null where it took none
 */
public record AppliedStep(
        long application,
        int position,
        Kind kind,
        long tableOid,
        @Nullable QualifiedName table,
        QualifiedName object,
        List<String> sql,
        List<String> undo,
        @Nullable String definition,
        long objectOid,
        @Nullable Long bytesBefore,
        @Nullable Long bytesAfter,
        StepState state,
        @Nullable Instant started,
        @Nullable Instant finished,
        @Nullable String error,
        @Nullable String waits,
        @Nullable String said,
        @Nullable String detail,
        @Nullable String progress,
        boolean atFinish,
        @Nullable Double lockedMillis) {

    /** What a step does. */
    public enum Kind {
        CREATE_EXTENSION("create extension {object} in schema {schema}", "created", "dropped again"),
        CREATE_INDEX("create index {object} on {table}", "created", "dropped again"),
        /** An index on a table with partitions that has no parts yet. */
        CREATE_PARENT_INDEX("create index {object} on {table} without its partitions", "created", "dropped again"),
        /** Makes a partition's index a part of its parent's. */
        ATTACH_INDEX("attach index {object} on {table}", "attached", "goes with the whole"),
        DROP_INDEX("drop index {object} on {table}", "dropped", "created again"),
        REINDEX_INDEX("rebuild index {object} on {table}", "rebuilt", "stays"),
        CREATE_STATISTICS("create statistics {object} on {table}", "created and gathered", "dropped again"),
        SET_STATISTICS_TARGET("set statistics target of column {object} of {table}", "set and gathered", "as it was"),
        /** Statements that are carried out together, in one transaction with the entry in the journal. */
        TRANSACTION,
        /** Statements in parts, each of which is a transaction or may take long, and does no harm when it is run again. */
        IN_PARTS,
        /** A statement that may take long, does no harm when it is run again, and leaves nothing when it is stopped. */
        LONG_STATEMENT,
        /** Sets a parameter of the server. */
        SET_SETTING,
        /** Waits until no snapshot is in use any more that is older than the step. */
        BARRIER,
        /** Changes the rows of a table in place, in batches. */
        BACKFILL,
        /** Copies rows in batches. */
        SHADOW_COPY,
        /** Compares the rows of two tables that are in step. */
        SHADOW_COMPARISON,
        /** Puts one table into the other's place. */
        SHADOW_SWAP,
        /** Takes a partition away from its table, concurrently. */
        DETACH_PARTITION("detach {object}", "detached", "attached again"),
        /** Writes what was a partition to a file, and reads it back. */
        ARCHIVE_PARTITION("archive {object}", "archived and read back", "stays in its file"),
        /** Reads a table back from such a file. */
        RESTORE_PARTITION("restore {object}", "restored", "dropped again"),
        /** Puts a wider unique index in the place of a key's own. */
        PARTITION_KEY,
        /** Puts a partitioned table in the place of a plain one, which becomes its first partition. */
        PARTITION_SWAP;

        private final String summary;
        private final String done;
        private final String undone;

        Kind() {
            this("change {name}", "done", "taken back");
        }

        Kind(String summary, String done, String undone) {
            this.summary = summary;
            this.done = done;
            this.undone = undone;
        }

        /** What is to be said of a step of it that was done. */
        public String done() {
            return done;
        }

        /** What is to be said of a step of it that was taken back. */
        public String undone() {
            return undone;
        }

        /** What a step of it does. */
        String summary(QualifiedName object, @Nullable QualifiedName table) {
            return summary.replace("{name}", object.toString())
                    .replace("{table}", String.valueOf(table))
                    .replace("{schema}", object.schema())
                    .replace("{object}", object.name());
        }

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether anything is other afterwards that undo would take back. */
    public boolean leavesSomething() {
        return !undo.isEmpty();
    }

    /** In a few words, for people. */
    public String summary() {
        return said == null ? kind.summary(object, table) : said;
    }

    public AppliedStep with(StepState newState) {
        return new AppliedStep(
                application,
                position,
                kind,
                tableOid,
                table,
                object,
                sql,
                undo,
                definition,
                objectOid,
                bytesBefore,
                bytesAfter,
                newState,
                started,
                finished,
                error,
                waits,
                said,
                detail,
                progress,
                atFinish,
                lockedMillis);
    }
}
