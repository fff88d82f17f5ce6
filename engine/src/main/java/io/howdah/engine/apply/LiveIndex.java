package io.howdah.engine.apply;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index as the target database has it now.
 *
 * @param definition as {@code pg_get_indexdef} writes it under an empty search path
 * @param body the definition from USING on, with UNIQUE in front where it is: what two indexes of different names share
 * @param partOf the partitioned table's index that it is attached to; null where there is none
 * @param parent whether it is on a partitioned table, and holds nothing itself
 * @param bytes of its file
 * @param neededBy a constraint or other role that forbids dropping it; null where there is none
 */
record LiveIndex(
        long oid,
        QualifiedName name,
        long tableOid,
        QualifiedName table,
        boolean valid,
        String definition,
        String body,
        @Nullable QualifiedName partOf,
        boolean parent,
        long bytes,
        @Nullable String neededBy) {

    private static final String SQL = """
            SELECT c.oid::bigint AS oid, n.nspname, c.relname, t.oid::bigint AS table_oid, tn.nspname AS table_schema,
                   t.relname AS table_name, i.indisvalid AND i.indisready AND i.indislive AS valid,
                   pg_catalog.pg_get_indexdef(c.oid) AS definition,
                   CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END ||
                     substr(pg_catalog.pg_get_indexdef(c.oid), 1 + length(pg_catalog.format('CREATE %%sINDEX %%I ON %%s%%I.%%I ',
                       CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, c.relname,
                       CASE WHEN c.relkind = 'I' THEN 'ONLY ' ELSE '' END, tn.nspname, t.relname))) AS body,
                   un.nspname AS part_of_schema, u.relname AS part_of, c.relkind = 'I' AS parent,
                   CASE WHEN c.relkind = 'i' THEN pg_catalog.pg_relation_size(c.oid) ELSE 0 END AS bytes,
                   coalesce(
                     (SELECT 'constraint ' || pg_catalog.quote_ident(conname) || ' on ' || conrelid::regclass::text
                        FROM pg_catalog.pg_constraint WHERE conindid = c.oid ORDER BY contype = 'f', oid LIMIT 1),
                     CASE WHEN i.indisreplident THEN 'logical replication, which tells rows apart by it' END,
                     CASE WHEN c.relispartition THEN 'the index of the partitioned table, of which it is a part' END,
                     CASE WHEN c.relkind = 'I' THEN 'the partitions, of whose indexes it is the parent' END) AS needed_by
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
              JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
              JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
              LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid
              LEFT JOIN pg_catalog.pg_class u ON u.oid = h.inhparent
              LEFT JOIN pg_catalog.pg_namespace un ON un.oid = u.relnamespace
             WHERE %s""";

    static Optional<LiveIndex> named(Session session, QualifiedName name) throws SQLException {
        return session.first(
                SQL.formatted("n.nspname = ? AND c.relname = ?"), LiveIndex::read, name.schema(), name.name());
    }

    static Optional<LiveIndex> of(Session session, long oid) throws SQLException {
        return session.first(SQL.formatted("c.oid = CAST(? AS oid)"), LiveIndex::read, oid);
    }

    /** All indexes on a table, in the order in which they were made. */
    static List<LiveIndex> on(Session session, long tableOid) throws SQLException {
        return session.query(SQL.formatted("t.oid = CAST(? AS oid) ORDER BY c.oid"), LiveIndex::read, tableOid);
    }

    private static LiveIndex read(ResultSet row) throws SQLException {
        var partOf = row.getString("part_of");
        return new LiveIndex(
                row.getLong("oid"),
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getLong("table_oid"),
                new QualifiedName(row.getString("table_schema"), row.getString("table_name")),
                row.getBoolean("valid"),
                row.getString("definition"),
                row.getString("body"),
                partOf == null ? null : new QualifiedName(row.getString("part_of_schema"), partOf),
                row.getBoolean("parent"),
                row.getLong("bytes"),
                row.getString("needed_by"));
    }

    /**
     * The statements that make this very index again, online: with its tablespace, its comment, the statistics targets of
     * its expressions, and whether the table is marked as clustered by it.
     */
    List<String> recipe(Session session) throws SQLException {
        return recipe(session, name.name());
    }

    /** The same for an index like it of another name. */
    List<String> recipe(Session session, String as) throws SQLException {
        return session.query("""
                WITH x AS (
                  SELECT c.oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(?) AS name,
                         pg_catalog.quote_ident(?) AS bare,
                         pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname) AS table_name,
                         i.indisclustered, coalesce(pg_catalog.quote_ident(ts.spcname), $$''$$) AS tablespace,
                         ts.spcname IS NOT NULL OR pg_catalog.current_setting('default_tablespace') <> '' AS named_tablespace,
                         pg_catalog.format('CREATE %sINDEX CONCURRENTLY %I ', CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, ?)
                           || substr(pg_catalog.pg_get_indexdef(c.oid), 1 + length(pg_catalog.format('CREATE %sINDEX %I ',
                                CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, c.relname))) AS build, i.indexprs IS NOT NULL AS on_expression
                    FROM pg_catalog.pg_index i
                    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
                    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
                    LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
                   WHERE c.oid = CAST(? AS oid))
                SELECT s.sql FROM x, LATERAL (
                  SELECT 1 AS place, 'SET default_tablespace = ' || tablespace AS sql WHERE named_tablespace
                  UNION ALL SELECT 2, build
                  UNION ALL SELECT 3, 'RESET default_tablespace' WHERE named_tablespace
                  UNION ALL SELECT 4, 'COMMENT ON INDEX ' || name || ' IS ' || pg_catalog.quote_literal(description)
                    FROM pg_catalog.pg_description
                   WHERE objoid = x.oid AND classoid = 'pg_catalog.pg_class'::regclass AND objsubid = 0
                  UNION ALL SELECT 5, 'ALTER INDEX ' || name || ' ALTER COLUMN ' || attnum || ' SET STATISTICS ' || attstattarget
                    FROM pg_catalog.pg_attribute WHERE attrelid = x.oid AND attstattarget >= 0 AND attnum > 0
                  UNION ALL SELECT 6, 'ALTER TABLE ' || table_name || ' CLUSTER ON ' || bare
                   WHERE indisclustered
                  UNION ALL SELECT 7, 'ANALYZE ' || table_name WHERE on_expression) s
                ORDER BY s.place, s.sql""", row -> row.getString(1), as, as, as, oid);
    }
}
