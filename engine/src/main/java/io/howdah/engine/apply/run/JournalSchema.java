package io.howdah.engine.apply.run;

import io.howdah.engine.Problem;
import java.sql.SQLException;
import java.util.List;

/** The tables of the journal, in schema {@code howdah} of the target database, and how they came to be, version by version. */
public final class JournalSchema {

    private static final List<String> FIRST = List.of(
            "CREATE SCHEMA howdah",
            "COMMENT ON SCHEMA howdah IS"
                    + " 'Journal of Howdah: what it changed in this database, and how to take it back'",
            "REVOKE ALL ON SCHEMA howdah FROM PUBLIC",
            "CREATE TABLE howdah.journal_version (version int PRIMARY KEY,"
                    + " since timestamptz NOT NULL DEFAULT pg_catalog.now())",
            "COMMENT ON TABLE howdah.journal_version IS 'Versions of this schema''s tables; the highest is the present one'",
            """
            CREATE TABLE howdah.application (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                started timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                finished timestamptz,
                role text NOT NULL DEFAULT session_user,
                tool text NOT NULL,
                state text NOT NULL CHECK (state IN ('running', 'done', 'stopped', 'undoing', 'undone')))""",
            "COMMENT ON TABLE howdah.application IS 'Sets of changes that were applied together'",
            "COMMENT ON COLUMN howdah.application.role IS 'Who applied it'",
            "COMMENT ON COLUMN howdah.application.tool IS 'The version of Howdah that did'",
            """
            CREATE TABLE howdah.step (
                application bigint NOT NULL REFERENCES howdah.application,
                position int NOT NULL,
                kind text NOT NULL,
                table_oid oid NOT NULL,
                table_schema text NOT NULL,
                table_name text NOT NULL,
                index_schema text NOT NULL,
                index_name text NOT NULL,
                sql text[] NOT NULL,
                undo text[] NOT NULL,
                definition text,
                state text NOT NULL CHECK (state IN
                    ('planned', 'running', 'done', 'already', 'failed', 'cleaned', 'undoing', 'undone')),
                started timestamptz,
                finished timestamptz,
                error text,
                waits text,
                PRIMARY KEY (application, position))""",
            "COMMENT ON TABLE howdah.step IS 'Steps of the applications, each of which is carried out and taken back by itself'",
            "COMMENT ON COLUMN howdah.step.definition IS 'The index that was made or dropped, as the server defined it'",
            "COMMENT ON COLUMN howdah.step.waits IS 'How long the step waited for whom, if it did'",
            "REVOKE ALL ON ALL TABLES IN SCHEMA howdah FROM PUBLIC");

    private static final List<String> SECOND = List.of(
            "ALTER TABLE howdah.step ALTER table_oid DROP NOT NULL, ALTER table_schema DROP NOT NULL,"
                    + " ALTER table_name DROP NOT NULL, ADD object_oid oid, ADD bytes_before bigint, ADD bytes_after bigint",
            "COMMENT ON COLUMN howdah.step.index_name IS 'The index, or the extension'",
            "COMMENT ON COLUMN howdah.step.index_schema IS 'Of the index, or of the extension''s members'",
            "COMMENT ON COLUMN howdah.step.object_oid IS"
                    + " 'The extension that was made, or the index as it was before it was rebuilt'",
            "COMMENT ON COLUMN howdah.step.bytes_before IS 'Size of the index before it was rebuilt'",
            "COMMENT ON COLUMN howdah.step.bytes_after IS 'Size of the index after it was rebuilt'");

    private static final List<String> THIRD = List.of(
            "COMMENT ON COLUMN howdah.step.index_name IS 'The index, the statistics, the extension, or the column'",
            "COMMENT ON COLUMN howdah.step.index_schema IS 'Of it, or of the extension''s members'",
            "COMMENT ON COLUMN howdah.step.definition IS"
                    + " 'What was made or dropped, as the server defined it, or the statistics target that is set'",
            "COMMENT ON COLUMN howdah.step.object_oid IS"
                    + " 'The extension or the statistics that were made, or the index as it was before it was rebuilt'");

    private static final List<String> FOURTH = List.of(
            "ALTER TABLE howdah.step ADD summary text, ADD detail jsonb, ADD progress jsonb,"
                    + " ADD at_finish boolean NOT NULL DEFAULT false, ADD locked_ms double precision",
            "COMMENT ON COLUMN howdah.step.detail IS 'What the step works by, where its SQL does not say it'",
            "COMMENT ON COLUMN howdah.step.progress IS 'How far a step that works in batches is'",
            "COMMENT ON COLUMN howdah.step.at_finish IS"
                    + " 'Whether the step removes what undo needs, and so waits until the change is finished'",
            "COMMENT ON COLUMN howdah.step.locked_ms IS 'How long the step held strong locks at most, in milliseconds'",
            "ALTER TABLE howdah.application ADD undo_until timestamptz, ADD paused boolean NOT NULL DEFAULT false",
            "COMMENT ON COLUMN howdah.application.undo_until IS"
                    + " 'Until when what undo needs is kept; null where nobody has said'",
            "COMMENT ON COLUMN howdah.application.paused IS 'Whether its runner is to rest between two batches'",
            "ALTER TABLE howdah.application DROP CONSTRAINT application_state_check, ADD CONSTRAINT application_state_check"
                    + " CHECK (state IN ('running', 'done', 'stopped', 'undoing', 'undone', 'finishing', 'finished'))",
            "CREATE TABLE howdah.shadow (source oid PRIMARY KEY, lost text)",
            "COMMENT ON TABLE howdah.shadow IS 'Tables that are rewritten, by the oid of the table in use before'",
            "COMMENT ON COLUMN howdah.shadow.lost IS 'Why the old table could not be kept in step; null as long as it is'",
            "CREATE TABLE howdah.barrier (passed int)",
            "COMMENT ON TABLE howdah.barrier IS"
                    + " 'Empty; an index is built on it to wait until no older snapshot is in use'",
            "REVOKE ALL ON ALL TABLES IN SCHEMA howdah FROM PUBLIC");

    private static final List<String> FIFTH = List.of(
            """
            CREATE TABLE howdah.partitioned (
                table_schema text NOT NULL,
                table_name text NOT NULL,
                column_name text NOT NULL,
                every text,
                zone text,
                ahead int NOT NULL CHECK (ahead >= 0),
                keep text,
                old text NOT NULL DEFAULT 'detach' CHECK (old IN ('detach', 'archive', 'drop')),
                archive text,
                analyze_every interval,
                analyzed timestamptz,
                since timestamptz NOT NULL DEFAULT pg_catalog.now(),
                PRIMARY KEY (table_schema, table_name))""",
            "COMMENT ON TABLE howdah.partitioned IS 'Partitioned tables whose partitions Howdah makes and removes'",
            "COMMENT ON COLUMN howdah.partitioned.every IS"
                    + " 'hour, day, week, month, quarter, year, or a whole number; null of lists'",
            "COMMENT ON COLUMN howdah.partitioned.zone IS 'The time zone in which days begin'",
            "COMMENT ON COLUMN howdah.partitioned.ahead IS 'How many partitions there are to be beyond the present one'",
            "COMMENT ON COLUMN howdah.partitioned.keep IS"
                    + " 'How long rows are kept, such as 12 months, or how far below the newest number; null for ever'",
            "COMMENT ON COLUMN howdah.partitioned.old IS 'What becomes of partitions that are older'",
            "COMMENT ON COLUMN howdah.partitioned.archive IS 'The directory of the archives, where maintenance runs'",
            "REVOKE ALL ON ALL TABLES IN SCHEMA howdah FROM PUBLIC");

    private static final List<String> SIXTH = List.of(
            "ALTER TABLE howdah.partitioned ADD default_wanted boolean",
            "COMMENT ON COLUMN howdah.partitioned.default_wanted IS"
                    + " 'Whether there is to be a default partition; null where it is left as it is'",
            "COMMENT ON COLUMN howdah.partitioned.analyze_every IS"
                    + " 'How often the table is analyzed as a whole; null for once a week'");

    /** What each version added to the one before it; the number of the newest is the length of the list. */
    private static final List<List<String>> VERSIONS = List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH);

    private JournalSchema() {}

    /** Whether the schema is there, ours or not. */
    public static boolean exists(Session session) throws SQLException {
        return session.holds("SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'howdah')");
    }

    public static boolean isJournal(Session session) throws SQLException {
        return session.holds("SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE n.nspname = 'howdah' AND c.relname = 'journal_version')");
    }

    /** Creates the tables, or brings those of an older version of the tool up to date; all or nothing. */
    public static void bringUpToDate(Session session) throws SQLException {
        session.inTransaction(() -> {
            int present = isJournal(session) ? version(session) : 0;
            if (present > VERSIONS.size()) {
                throw Problem.refused(
                        "The journal in schema howdah was written by a newer version of Howdah (its version is "
                                + present + ", this one knows " + VERSIONS.size() + "); use that version",
                        null);
            }
            for (int next = present; next < VERSIONS.size(); next++) {
                for (String statement : VERSIONS.get(next)) {
                    session.execute(statement);
                }
                session.update("INSERT INTO howdah.journal_version (version) VALUES (?)", next + 1);
            }
        });
    }

    private static int version(Session session) throws SQLException {
        return session.first("SELECT max(version) FROM howdah.journal_version", row -> row.getInt(1))
                .orElse(0);
    }
}
