package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plain table as the target database has it now, with all that belongs to it.
 *
 * @param forcedPolicies whether row-level security hides rows from our role too
 * @param storage {@code WITH (…)}, or nothing
 * @param obstacles what makes it a table that cannot become a partition, for people
 */
record TableFacts(
        LiveTable table,
        int version,
        String owner,
        boolean ownedBySomeoneElse,
        boolean policiesEnabled,
        boolean policiesForced,
        boolean forcedPolicies,
        String replicaIdentity,
        String storage,
        @Nullable String tablespace,
        @Nullable String comment,
        List<String> obstacles,
        List<LiveColumn> columns,
        List<LiveKey> keys,
        List<ForeignKey> outgoing,
        List<ForeignKey> incoming,
        List<LiveTrigger> triggers,
        List<Dependent> dependents) {

    private static final String HEAD = """
            SELECT current_setting('server_version_num')::int / 10000 AS version, pg_get_userbyid(c.relowner) AS owner,
                   c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) AS others,
                   c.relrowsecurity, c.relforcerowsecurity,
                   c.relrowsecurity AND row_security_active(c.oid) AS hidden, c.relreplident::text AS relreplident,
                   coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS storage, s.spcname,
                   obj_description(c.oid, 'pg_class') AS comment,
                   array_remove(ARRAY[
                     CASE WHEN c.relkind <> 'r' THEN 'is not a plain table' END,
                     CASE WHEN c.relispartition THEN 'is a partition already' END,
                     CASE WHEN c.relpersistence <> 'p' THEN 'is temporary or unlogged' END,
                     CASE WHEN c.reloftype <> 0 THEN 'is a table of a type' END,
                     CASE WHEN EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent))
                          THEN 'inherits from a table, or a table from it' END,
                     CASE WHEN EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid) THEN 'has rules' END,
                     CASE WHEN EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                        AND d.deptype = 'e') THEN 'belongs to an extension' END,
                     CASE WHEN c.relreplident = 'i' THEN 'has an index as its replica identity, which partitions to come would lack'
                          END,
                     CASE WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.confrelid = c.oid)
                          THEN 'has a foreign key that points at the table itself' END
                   ], NULL) || ARRAY(
                     SELECT 'has the check ' || quote_ident(conname) || CASE WHEN connoinherit
                            THEN ', which is NO INHERIT, and a partitioned table cannot have such'
                            ELSE ', which is not validated; run: ALTER TABLE … VALIDATE CONSTRAINT' END
                       FROM pg_constraint WHERE conrelid = c.oid AND contype = 'c' AND (connoinherit OR NOT convalidated)
                        AND conname <> 'howdah_bound') || ARRAY(
                     SELECT 'is published by ' || quote_ident(p.pubname) || ' under the name of each partition once it has them,'
                            || ' and the subscriber has no such tables; run first: ALTER PUBLICATION ' || quote_ident(p.pubname)
                            || ' SET (publish_via_partition_root = true)'
                       FROM pg_publication p
                      WHERE NOT p.pubviaroot AND EXISTS (
                            SELECT FROM pg_get_publication_tables(p.pubname) t WHERE t.relid = c.oid)) || ARRAY(
                     SELECT 'is published by ' || quote_ident(p.pubname) || ' in parts: some columns, or some rows'
                       FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                      WHERE r.prrelid = c.oid AND (to_jsonb(r)->>'prqual' IS NOT NULL OR to_jsonb(r)->>'prattrs' IS NOT NULL)
                   ) AS obstacles
              FROM pg_class c LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
             WHERE c.oid = CAST(? AS oid)""";

    /** Read in one transaction, with all names written in full and all values in one form. */
    static TableFacts of(Session session, LiveTable table) throws SQLException {
        var read = new ArrayList<TableFacts>();
        Plainly.read(
                session,
                () -> read.add(session.first(HEAD, row -> head(session, table, row), table.oid())
                        .orElseThrow()));
        return read.getFirst();
    }

    private static TableFacts head(Session session, LiveTable table, ResultSet row) throws SQLException {
        return new TableFacts(
                table,
                row.getInt("version"),
                row.getString("owner"),
                row.getBoolean("others"),
                row.getBoolean("relrowsecurity"),
                row.getBoolean("relforcerowsecurity"),
                row.getBoolean("hidden"),
                row.getString("relreplident"),
                row.getString("storage"),
                row.getString("spcname"),
                row.getString("comment"),
                List.of((String[]) row.getArray("obstacles").getArray()),
                LiveColumn.of(session, table.oid()),
                LiveKey.of(session, table.oid()),
                ForeignKey.of(session, table.oid()),
                ForeignKey.pointingAt(session, table.oid()),
                LiveTrigger.of(session, table.oid()),
                Dependent.on(session, table.oid()));
    }

    QualifiedName name() {
        return table.name();
    }

    Optional<LiveColumn> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    /** Columns with an identity's or a serial's sequence. */
    List<LiveColumn> counted() {
        return columns.stream().filter(c -> c.sequence() != null).toList();
    }

    QualifiedName sequence(LiveColumn column) {
        return Objects.requireNonNull(column.sequence());
    }
}
