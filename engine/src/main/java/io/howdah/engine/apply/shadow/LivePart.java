package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What belongs to a table besides its columns, as the server has it now. */
final class LivePart {

    private LivePart() {}

    /**
     * An index.
     *
     * @param body its definition from USING on
     * @param constraint {@code p}, {@code u} or {@code x} where a constraint is enforced by it; empty where none is
     * @param constraintSql that constraint's definition
     * @param deferral what stands behind the constraint of whatever is deferred of it
     * @param columns by name, those of its predicate and expressions too
     */
    record Index(
            String name,
            boolean unique,
            String body,
            String constraint,
            @Nullable String constraintSql,
            String deferral,
            boolean clustered,
            boolean replicaIdentity,
            @Nullable String comment,
            @Nullable String constraintComment,
            List<String> columns) {

        private static final String SQL = """
                SELECT c.relname, i.indisunique, coalesce(k.contype::text, '') AS contype,
                       substr(pg_catalog.pg_get_indexdef(c.oid), 1 + length(pg_catalog.format('CREATE %%sINDEX %%I ON %%I.%%I ',
                         CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, c.relname, tn.nspname, t.relname))) AS body,
                       pg_catalog.pg_get_constraintdef(k.oid) AS constraint_sql,
                       CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
                         || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END AS deferral,
                       i.indisclustered, i.indisreplident, pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
                       pg_catalog.obj_description(k.oid, 'pg_constraint') AS constraint_comment,
                       array(SELECT DISTINCT a.attname::text FROM pg_catalog.pg_depend d
                               JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                              WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid > 0
                                AND (d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                     OR d.classid = 'pg_constraint'::regclass AND d.objid = k.oid)) AS columns
                  FROM pg_catalog.pg_index i
                  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
                  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
                  LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = c.oid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
                 WHERE i.indrelid = CAST(? AS oid) AND i.indisvalid ORDER BY c.oid""".replace("%%", "%");

        static List<Index> of(Session session, long table) throws SQLException {
            return session.query(SQL, Index::read, table);
        }

        private static Index read(ResultSet row) throws SQLException {
            return new Index(
                    row.getString("relname"),
                    row.getBoolean("indisunique"),
                    row.getString("body"),
                    row.getString("contype"),
                    row.getString("constraint_sql"),
                    row.getString("deferral"),
                    row.getBoolean("indisclustered"),
                    row.getBoolean("indisreplident"),
                    row.getString("comment"),
                    row.getString("constraint_comment"),
                    List.of((String[]) row.getArray("columns").getArray()));
        }
    }

    /**
     * A foreign key from or to the table.
     *
     * @param table that it is a constraint of, quoted; {@code other} the one that it points at
     * @param deferral as a clause of its own, in full
     */
    record ForeignKey(
            String name,
            String table,
            String other,
            String definition,
            boolean validated,
            String deferral,
            @Nullable String comment,
            List<String> columns) {

        private static final String SQL = """
                SELECT k.conname, pg_catalog.format('%%I.%%I', n.nspname, t.relname) AS table_name,
                       pg_catalog.format('%%I.%%I', fn.nspname, f.relname) AS other,
                       pg_catalog.pg_get_constraintdef(k.oid) AS definition, k.convalidated,
                       CASE WHEN k.condeferrable THEN 'DEFERRABLE' ELSE 'NOT DEFERRABLE' END
                         || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE ' INITIALLY IMMEDIATE' END AS deferral,
                       pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment,
                       array(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                              WHERE a.attrelid = CAST(? AS oid)
                                AND a.attnum = ANY (CASE WHEN k.conrelid = a.attrelid THEN k.conkey ELSE k.confkey END)) AS columns
                  FROM pg_catalog.pg_constraint k
                  JOIN pg_catalog.pg_class t ON t.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
                  JOIN pg_catalog.pg_class f ON f.oid = k.confrelid JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
                 WHERE k.contype = 'f' AND k.conparentid = 0 AND %s ORDER BY k.oid""";

        /** Those of the table, also to itself. */
        static List<ForeignKey> from(Session session, long table) throws SQLException {
            return session.query(SQL.formatted("k.conrelid = CAST(? AS oid)"), ForeignKey::read, table, table);
        }

        /** Those of other tables that point at it. */
        static List<ForeignKey> to(Session session, long table) throws SQLException {
            return session.query(
                    SQL.formatted("k.confrelid = CAST(? AS oid) AND k.conrelid <> k.confrelid"),
                    ForeignKey::read,
                    table,
                    table);
        }

        private static ForeignKey read(ResultSet row) throws SQLException {
            return new ForeignKey(
                    row.getString("conname"),
                    row.getString("table_name"),
                    row.getString("other"),
                    row.getString("definition"),
                    row.getBoolean("convalidated"),
                    row.getString("deferral"),
                    row.getString("comment"),
                    List.of((String[]) row.getArray("columns").getArray()));
        }

        boolean isSame(ForeignKey key) {
            return name.equals(key.name) && table.equals(key.table);
        }

        /** The same of another table. */
        ForeignKey of(String otherTable) {
            return new ForeignKey(name, otherTable, other, definition, validated, deferral, comment, columns);
        }

        /** The definition without whether it is deferred or validated, and pointing at another table. */
        String pointingAt(String target) {
            var bare = definition
                    .replaceFirst("( NOT)? DEFERRABLE", "")
                    .replaceFirst(" INITIALLY (DEFERRED|IMMEDIATE)", "")
                    .replaceFirst(" NOT VALID$", "");
            return bare.replace(" REFERENCES " + other + "(", " REFERENCES " + target + "(");
        }
    }

    /** Something whose definition the server writes in full, under the table's own name. */
    record Defined(
            String name,
            String definition,
            String enabled,
            @Nullable String comment) {

        static final String TRIGGERS = """
                SELECT tgname, pg_catalog.pg_get_triggerdef(t.oid), tgenabled::text,
                       pg_catalog.obj_description(t.oid, 'pg_trigger')
                  FROM pg_catalog.pg_trigger t WHERE tgrelid = CAST(? AS oid) AND NOT tgisinternal ORDER BY tgname""";

        static final String RULES = """
                SELECT rulename, pg_catalog.pg_get_ruledef(r.oid), ev_enabled::text,
                       pg_catalog.obj_description(r.oid, 'pg_rewrite')
                  FROM pg_catalog.pg_rewrite r WHERE ev_class = CAST(? AS oid) AND rulename <> '_RETURN' ORDER BY rulename""";

        /** Under a placeholder of their own name, in the form that CREATE STATISTICS takes. */
        static final String STATISTICS = """
                SELECT pg_catalog.format('%I.%I', n.nspname, s.stxname), pg_catalog.pg_get_statisticsobjdef(s.oid),
                       coalesce(to_jsonb(s)->>'stxstattarget', '-1'),
                       pg_catalog.obj_description(s.oid, 'pg_statistic_ext')
                  FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
                 WHERE s.stxrelid = CAST(? AS oid) ORDER BY s.oid""";

        /** Those that show the table directly; {@code enabled} holds their options. */
        static final String VIEWS = """
                SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.pg_get_viewdef(c.oid),
                       coalesce(array_to_string(c.reloptions, ', '), ''), NULL, c.oid
                  FROM pg_catalog.pg_depend d
                  JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
                  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                   AND d.refobjid = CAST(? AS oid) AND c.oid <> d.refobjid AND c.relkind = 'v' ORDER BY c.oid""";

        static List<Defined> of(Session session, String sql, long table) throws SQLException {
            return session.query(
                    sql,
                    row -> new Defined(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                    table);
        }
    }
}
