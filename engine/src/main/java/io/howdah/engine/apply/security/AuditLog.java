package io.howdah.engine.apply.security;

import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of an audit log.
 *
 * <p>{@code entry} is what triggers write, partitioned by month; nothing orders writers among each other. {@code link} chains entries
 * whose transactions have ended, and {@code seal} says how far: see {@link AuditChain}. All three refuse to be changed, the owner's
 * own privileges for it are revoked, and nobody else has any.
 */
final class AuditLog {

    static final String COMMENT = "Audit log of Howdah";
    static final String TRIGGER = "howdah_audit";
    static final String TRUNCATION = "howdah_audit_truncate";

    private final String name;
    private final String schema;

    AuditLog(String name) {
        this.name = name;
        schema = Name.quoted(name);
    }

    String table(String table) {
        return schema + "." + table;
    }

    /** @param months to make partitions for, the first of each in UTC as {@code 2026-11} */
    List<String> create(List<String> months) {
        var sql = new ArrayList<String>();
        sql.add("CREATE SCHEMA " + schema);
        sql.add("REVOKE ALL ON SCHEMA " + schema + " FROM PUBLIC");
        sql.add("COMMENT ON SCHEMA " + schema + " IS '" + COMMENT + "'");
        sql.add("CREATE SEQUENCE " + table("entry_id") + " CACHE 20");
        sql.addAll(tables());
        sql.add(refusing());
        sql.add(capturing());
        sql.add("REVOKE ALL ON FUNCTION " + table("refuse") + "(), " + table("capture") + "() FROM PUBLIC");
        for (String table : List.of("entry", "link", "seal")) {
            sql.add("CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON " + table(table)
                    + " FOR EACH ROW EXECUTE FUNCTION " + table("refuse") + "()");
            sql.add("ALTER TABLE " + table(table) + " ENABLE ALWAYS TRIGGER append_only");
            sql.addAll(guarded(table));
        }
        sql.add("CREATE TABLE " + table("entry_default") + " PARTITION OF " + table("entry") + " DEFAULT");
        sql.addAll(guarded("entry_default"));
        months.forEach(month -> sql.addAll(month(month)));
        return sql;
    }

    private List<String> tables() {
        return List.of(
                """
                CREATE TABLE %1$s (
                    id bigint NOT NULL DEFAULT pg_catalog.nextval(%2$s),
                    at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    transaction xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
                    session_role name NOT NULL,
                    role name NOT NULL,
                    actor text,
                    table_schema name NOT NULL,
                    table_name name NOT NULL,
                    operation text NOT NULL,
                    key jsonb,
                    old jsonb,
                    new jsonb) PARTITION BY RANGE (at)""".formatted(table("entry"), Name.literal(table("entry_id"))),
                "COMMENT ON TABLE " + table("entry") + " IS 'Changes of rows, each as it was made'",
                "COMMENT ON COLUMN " + table("entry") + ".actor IS 'For whom the application acted, as it says itself'",
                "COMMENT ON COLUMN " + table("entry")
                        + ".old IS 'The row as it was; of an update of a table with a primary key, what changed'",
                "CREATE INDEX entry_in_order ON " + table("entry") + " (transaction, id)",
                """
                CREATE TABLE %s (
                    position bigint PRIMARY KEY,
                    transaction xid8 NOT NULL,
                    entry bigint NOT NULL,
                    at timestamptz NOT NULL,
                    content bytea NOT NULL,
                    hash bytea NOT NULL)""".formatted(table("link")),
                "COMMENT ON TABLE " + table("link")
                        + " IS 'Entries in order: the hash of each one''s content, and of that with the hash before it'",
                """
                CREATE TABLE %s (
                    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    sealed timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    horizon xid8 NOT NULL,
                    position bigint NOT NULL,
                    hash bytea NOT NULL)""".formatted(table("seal")),
                "COMMENT ON TABLE " + table("seal")
                        + " IS 'All entries of transactions before the horizon are in links up to the position'");
    }

    private String refusing() {
        return """
                CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $howdah$
                BEGIN
                    RAISE EXCEPTION 'The audit log is only added to' USING ERRCODE = 'insufficient_privilege';
                END $howdah$""".formatted(table("refuse"));
    }

    /**
     * Arguments: columns of the primary key, columns left out, columns masked, the setting that names the actor, and whether the
     * table is partitioned, when entries name the whole. The role is the one that was set, not the one of a function in between.
     */
    private String capturing() {
        return """
                CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $howdah$
                DECLARE
                    keys text[] := TG_ARGV[0];
                    masked text[] := TG_ARGV[2];
                    in_schema name := TG_TABLE_SCHEMA;
                    in_table name := TG_TABLE_NAME;
                    before jsonb;
                    after jsonb;
                    row_key jsonb;
                    hidden text;
                BEGIN
                    IF TG_OP IN ('UPDATE', 'DELETE') THEN
                        before := to_jsonb(OLD) - TG_ARGV[1]::text[];
                    END IF;
                    IF TG_OP IN ('INSERT', 'UPDATE') THEN
                        after := to_jsonb(NEW) - TG_ARGV[1]::text[];
                    END IF;
                    IF TG_OP = 'UPDATE' AND before = after THEN
                        RETURN NULL;
                    END IF;
                    IF TG_OP <> 'TRUNCATE' AND keys <> '{}' THEN
                        SELECT jsonb_object_agg(k, coalesce(before, after) -> k) INTO row_key FROM unnest(keys) k;
                        IF TG_OP = 'UPDATE' THEN
                            SELECT jsonb_object_agg(e.key, before -> e.key), jsonb_object_agg(e.key, e.value) INTO before, after
                              FROM jsonb_each(after) e WHERE before -> e.key IS DISTINCT FROM e.value;
                        END IF;
                    END IF;
                    FOREACH hidden IN ARRAY masked LOOP
                        before := jsonb_set(before, ARRAY[hidden], '"***"', false);
                        after := jsonb_set(after, ARRAY[hidden], '"***"', false);
                    END LOOP;
                    IF TG_ARGV[4] = 'partitioned' THEN
                        SELECT n.nspname, c.relname INTO in_schema, in_table FROM pg_class c
                          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = pg_partition_root(TG_RELID);
                    END IF;
                    INSERT INTO %s (session_role, role, actor, table_schema, table_name, operation, key, old, new)
                    VALUES (session_user, coalesce(nullif(current_setting('role'), 'none'), session_user),
                            nullif(current_setting(TG_ARGV[3], true), ''), in_schema, in_table, TG_OP, row_key, before, after);
                    RETURN NULL;
                END $howdah$""".formatted(table("capture"), table("entry"));
    }

    /** A partition for a month, as {@code 2026-11}. */
    List<String> month(String month) {
        var partition = partition(month);
        var sql = new ArrayList<String>();
        sql.add("CREATE TABLE " + table(partition) + " PARTITION OF " + table("entry") + " FOR VALUES FROM ('" + month
                + "-01 00:00:00+00') TO ('" + java.time.YearMonth.parse(month).plusMonths(1) + "-01 00:00:00+00')");
        sql.addAll(guarded(partition));
        return sql;
    }

    static String partition(String month) {
        return "entry_" + month.replace('-', '_');
    }

    /** Triggers on whole statements and privileges do not come from the table that a partition belongs to. */
    private List<String> guarded(String table) {
        return List.of(
                "CREATE TRIGGER never_emptied BEFORE TRUNCATE ON " + table(table)
                        + " FOR EACH STATEMENT EXECUTE FUNCTION " + table("refuse") + "()",
                "ALTER TABLE ONLY " + table(table) + " ENABLE ALWAYS TRIGGER never_emptied",
                "REVOKE ALL ON " + table(table) + " FROM PUBLIC",
                "REVOKE UPDATE, DELETE, TRUNCATE ON " + table(table) + " FROM CURRENT_USER");
    }

    /** Goes with nothing in it and nothing that writes to it; else it stays, so that undo never destroys what was recorded. */
    String drop() {
        return """
                DO $howdah$
                BEGIN
                    IF EXISTS (SELECT FROM %1$s)
                       OR EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgfoid = %2$s::regprocedure) THEN
                        RAISE NOTICE 'The audit log stays, as something is recorded in it or is going to be';
                    ELSE
                        DROP SCHEMA %3$s CASCADE;
                    END IF;
                END $howdah$""".formatted(table("entry"), Name.literal(table("capture") + "()"), schema);
    }

    @Override
    public String toString() {
        return name;
    }
}
