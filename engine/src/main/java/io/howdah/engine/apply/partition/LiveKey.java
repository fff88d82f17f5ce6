package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index as the target database has it now, with the constraint that it enforces.
 *
 * @param keys the key columns; where a key is an expression, its column is an empty text
 * @param included columns that are no keys
 * @param plain whether all keys have the default operator class, collation and order, as those of constraints have
 * @param body of the definition, from USING on
 * @param constraint {@code p}, {@code u} or {@code x}; null where it enforces none
 * @param suffix of the constraint's definition: what it says after the columns, such as DEFERRABLE
 * @param storage {@code WITH (…)}, or nothing
 * @param part whether it is a part of the index of a partitioned table
 * @param nullsEqual whether null is the same as null to it
 */
record LiveKey(
        long oid,
        QualifiedName name,
        boolean unique,
        boolean valid,
        boolean clustered,
        boolean replicaIdentity,
        List<String> keys,
        List<String> included,
        boolean plain,
        String body,
        @Nullable String constraint,
        String suffix,
        String storage,
        boolean part,
        boolean nullsEqual,
        @Nullable String comment,
        @Nullable String constraintComment) {

    private static final String SQL = """
            SELECT c.oid::bigint AS oid, n.nspname, c.relname, i.indisunique, i.indisvalid, i.indisclustered, i.indisreplident,
                   ARRAY(SELECT coalesce(a.attname::text, '')
                           FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, o)
                           LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
                          WHERE k.o <= i.indnkeyatts ORDER BY k.o) AS keys,
                   ARRAY(SELECT a.attname::text
                           FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, o)
                           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                          WHERE k.o > i.indnkeyatts ORDER BY k.o) AS included,
                   i.indexprs IS NULL AND i.indpred IS NULL AND NOT EXISTS (
                     SELECT FROM unnest(i.indoption::int2[]) o WHERE o <> 0) AND NOT EXISTS (
                     SELECT FROM unnest(i.indclass::oid[]) o JOIN pg_opclass oc ON oc.oid = o WHERE NOT oc.opcdefault) AND NOT EXISTS (
                     SELECT FROM unnest(i.indcollation::oid[]) WITH ORDINALITY co (oid, o)
                       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = (i.indkey::int2[])[co.o - 1]
                      WHERE co.oid <> 0 AND co.oid <> a.attcollation) AS plain,
                   pg_get_indexdef(c.oid) AS definition, k.contype::text AS contype,
                   CASE WHEN k.condeferrable THEN ' DEFERRABLE' || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END
                        ELSE '' END AS suffix,
                   coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS storage,
                   EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AS part,
                   coalesce((to_jsonb(i)->>'indnullsnotdistinct')::boolean, false) AS nulls_equal,
                   obj_description(c.oid, 'pg_class') AS comment, obj_description(k.oid, 'pg_constraint') AS constraint_comment
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
             WHERE i.indrelid = CAST(? AS oid) ORDER BY c.relname""";

    static List<LiveKey> of(Session session, long tableOid) throws SQLException {
        return session.query(SQL, LiveKey::read, tableOid);
    }

    private static LiveKey read(ResultSet row) throws SQLException {
        var definition = row.getString("definition");
        return new LiveKey(
                row.getLong("oid"),
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getBoolean("indisunique"),
                row.getBoolean("indisvalid"),
                row.getBoolean("indisclustered"),
                row.getBoolean("indisreplident"),
                List.of((String[]) row.getArray("keys").getArray()),
                List.of((String[]) row.getArray("included").getArray()),
                row.getBoolean("plain"),
                definition.substring(definition.indexOf(" USING ")),
                row.getString("contype"),
                row.getString("suffix"),
                row.getString("storage"),
                row.getBoolean("part"),
                row.getBoolean("nulls_equal"),
                row.getString("comment"),
                row.getString("constraint_comment"));
    }

    boolean primary() {
        return "p".equals(constraint);
    }

    boolean isConstraint() {
        return constraint != null;
    }

    boolean exclusion() {
        return "x".equals(constraint);
    }

    /** Whether a table partitioned by this column cannot promise what it promises. */
    boolean lacks(String column) {
        return unique && !keys.contains(column);
    }

    boolean lacksAny(List<String> columns) {
        return columns.stream().anyMatch(this::lacks);
    }

    /** What it is, for people. */
    String what() {
        return (primary() ? "primary key " : isConstraint() ? "unique constraint " : "unique index ")
                + Name.quoted(name.name()) + " (" + String.join(", ", keys) + ")";
    }

    /** Its columns and those that it includes, with further key columns. */
    String columns(List<String> further) {
        var all = Stream.concat(keys.stream(), further.stream()).map(Name::quoted);
        return "(" + all.collect(Collectors.joining(", ")) + ")"
                + (included.isEmpty()
                        ? ""
                        : " INCLUDE (" + included.stream().map(Name::quoted).collect(Collectors.joining(", ")) + ")");
    }

    /** The constraint with further key columns, from PRIMARY KEY or UNIQUE on. */
    String constraintSql(List<String> further) {
        var kind = primary() ? "PRIMARY KEY " : nullsEqual ? "UNIQUE NULLS NOT DISTINCT " : "UNIQUE ";
        return kind + columns(further) + storage + suffix;
    }

    /** The index from USING on, with further key columns. */
    String body(List<String> further) {
        return "USING btree " + columns(further) + (nullsEqual ? " NULLS NOT DISTINCT" : "") + storage;
    }

    /** CREATE UNIQUE INDEX for the constraint with further key columns. */
    String indexSql(String indexName, QualifiedName table, List<String> further, boolean concurrently) {
        return "CREATE UNIQUE INDEX " + (concurrently ? "CONCURRENTLY " : "") + Name.quoted(indexName) + " ON "
                + table.quoted() + " " + body(further);
    }
}
