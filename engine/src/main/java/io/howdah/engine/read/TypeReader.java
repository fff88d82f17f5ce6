package io.howdah.engine.read;

import io.howdah.engine.catalog.TypeDefinition;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads the enums, domains, composite, range and base types of users, and of extensions that do not come with PostgreSQL, as
 * the SQL that makes them. Types of tables are left out. They come in the order of their making, in which each mostly stands
 * after those that it needs.
 */
final class TypeReader {

    private static final String SQL =
            """
            SELECT n.nspname, t.typname, t.typtype, e.extname,
              CASE t.typtype
                WHEN 'b' THEN format('CREATE TYPE %1$I.%2$I; CREATE FUNCTION %1$I.%3$I(cstring) RETURNS %1$I.%2$I'
                    ' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS %5$L; CREATE FUNCTION %1$I.%4$I(%1$I.%2$I)'
                    ' RETURNS cstring LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS %6$L;'
                    ' CREATE TYPE %1$I.%2$I (INPUT = %1$I.%3$I, OUTPUT = %1$I.%4$I, INTERNALLENGTH = VARIABLE,'
                    ' ALIGNMENT = %7$s, STORAGE = %8$s, CATEGORY = %9$L, COLLATABLE = %10$s)',
                    n.nspname, t.typname, t.typname || ' of text', t.typname || ' to text', 'textin', 'textout',
                    CASE t.typalign WHEN 'd' THEN 'double' ELSE 'int4' END,
                    CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended'
                                      ELSE 'plain' END,
                    t.typcategory, (t.typcollation <> 0)::text)
                WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
                  (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                     FROM pg_enum e WHERE e.enumtypid = t.oid))
                WHEN 'd' THEN format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname,
                    format_type(t.typbasetype, t.typtypmod)) ||
                  CASE WHEN t.typcollation <> bt.typcollation
                       THEN format(' COLLATE %I.%I', cn.nspname, co.collname) ELSE '' END ||
                  coalesce(' DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), '') ||
                  CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END ||
                  coalesce((SELECT string_agg(format(' CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), ''
                                              ORDER BY k.conname)
                              FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
                WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
                  (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', '
                                     ORDER BY a.attnum)
                     FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
                ELSE (SELECT format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s, SUBTYPE_OPCLASS = %I.%I', n.nspname,
                               t.typname, format_type(r.rngsubtype, NULL), ocn.nspname, oc.opcname) ||
                        CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> st.typcollation
                             THEN format(', COLLATION = %I.%I', rcn.nspname, rco.collname) ELSE '' END ||
                        CASE WHEN r.rngsubdiff <> 0
                             THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff::regproc::text ELSE '' END || ')'
                        FROM pg_range r
                        JOIN pg_type st ON st.oid = r.rngsubtype
                        JOIN pg_opclass oc ON oc.oid = r.rngsubopc
                        JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
                        LEFT JOIN pg_collation rco ON rco.oid = r.rngcollation
                        LEFT JOIN pg_namespace rcn ON rcn.oid = rco.collnamespace
                       WHERE r.rngtypid = t.oid)
              END AS sql,
              ARRAY(SELECT DISTINCT pn.nspname || '.' || pt.typname
                      FROM (SELECT t.typbasetype AS oid
                             UNION ALL
                            SELECT a.atttypid FROM pg_attribute a
                             WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                             UNION ALL
                            SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid) part
                      JOIN pg_type p ON p.oid = part.oid
                      LEFT JOIN pg_type element ON element.oid = p.typelem AND element.typarray = p.oid
                      JOIN pg_type pt ON pt.oid = coalesce(element.oid, p.oid)
                      JOIN pg_namespace pn ON pn.oid = pt.typnamespace
                     ORDER BY 1) AS parts
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_class c ON c.oid = t.typrelid
              LEFT JOIN pg_type bt ON bt.oid = t.typbasetype
              LEFT JOIN pg_collation co ON co.oid = t.typcollation
              LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
              {extension}
             WHERE t.typtype IN ('b', 'e', 'd', 'c', 'r') AND (t.typtype <> 'c' OR c.relkind = 'c') AND {made}
               AND t.typisdefined AND NOT EXISTS (
                     SELECT FROM pg_type element WHERE element.oid = t.typelem AND element.typarray = t.oid)
             ORDER BY t.oid
            """.replace("{extension}", Visible.extensionOf("pg_type", "t.oid")).replace("{made}", Visible.MADE);

    private TypeReader() {}

    static List<TypeDefinition> read(Query query) throws SQLException {
        return query.list(
                SQL,
                row -> new TypeDefinition(
                        row.name("nspname", "typname"),
                        row.text("typtype"),
                        row.text("sql"),
                        row.textOrNull("extname"),
                        row.names("parts")));
    }
}
