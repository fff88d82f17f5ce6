package io.howdah.engine.apply.disk;

import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much room steps need that copy rows or build indexes: from the sizes of what is copied, and from statistics of what is new. */
final class DiskNeeds {

    /**
     * The rows as they would lie close together, a quarter more for what aligns them, but no more than they take now; what is in
     * their TOAST table, and the indexes, as they are now.
     */
    private static final String COPY = """
            SELECT c.reltablespace, least(pg_catalog.pg_relation_size(c.oid), coalesce((
                     SELECT (1.25 * c.reltuples * (28 + sum(s.avg_width)))::bigint
                       FROM pg_catalog.pg_attribute a
                       LEFT JOIN pg_catalog.pg_stats s
                         ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
                      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     HAVING c.reltuples > 0 AND count(*) = count(s.avg_width)), pg_catalog.pg_relation_size(c.oid)))
                   + CASE WHEN c.reltoastrelid = 0 THEN 0 ELSE pg_catalog.pg_total_relation_size(c.reltoastrelid) END
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = CAST(? AS oid)
            UNION ALL
            SELECT i.reltablespace, pg_catalog.pg_relation_size(i.oid)
              FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
             WHERE x.indrelid = CAST(? AS oid)""";

    private static final String REBUILD = """
            SELECT i.reltablespace, pg_catalog.pg_relation_size(i.oid)
              FROM pg_catalog.pg_class i JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
             WHERE n.nspname = ? AND i.relname = ?""";

    /** As many entries as rows, nine tenths full, each with the columns that the definition names. */
    private static final String BUILD = """
            SELECT coalesce((SELECT oid FROM pg_catalog.pg_tablespace
                              WHERE spcname = coalesce(?, nullif(current_setting('default_tablespace'), ''))), 0),
                   (greatest(c.reltuples, 0) * (20 + (
                     SELECT coalesce(sum(coalesce(s.avg_width, 8)), 8)
                       FROM pg_catalog.pg_attribute a
                       LEFT JOIN pg_catalog.pg_stats s
                         ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
                      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        AND pg_catalog.strpos(?, a.attname) > 0)) / 0.9)::bigint
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = CAST(? AS oid)""";

    private static final Pattern TABLESPACE = Pattern.compile(" TABLESPACE (?:\"((?:[^\"]|\"\")+)\"|(\\w+))");

    private DiskNeeds() {}

    /** Of one step; none where it needs no room to speak of, or where a step before it stands for it. */
    static List<DiskNeed> of(Session session, PlannedStep step) throws SQLException {
        if (step.state() != StepState.PLANNED) {
            return List.of();
        }
        return switch (step.kind()) {
            case SHADOW_COPY -> query(session, COPY, step.tableOid(), step.tableOid());
            case REINDEX_INDEX ->
                query(session, REBUILD, step.object().schema(), step.object().name());
            case CREATE_INDEX ->
                step.tableOid() == 0
                        ? List.of()
                        : build(session, step.tableOid(), step.sql().getFirst());
            default -> List.of();
        };
    }

    private static List<DiskNeed> build(Session session, long table, String sql) throws SQLException {
        var place = TABLESPACE.matcher(sql);
        String tablespace = null;
        if (place.find()) {
            tablespace = place.group(1) == null
                    ? place.group(2).toLowerCase(Locale.ROOT)
                    : place.group(1).replace("\"\"", "\"");
        }
        var body = sql.substring(Math.max(0, sql.indexOf('(', sql.indexOf(" ON "))));
        return query(session, BUILD, tablespace, body, table);
    }

    private static List<DiskNeed> query(Session session, String sql, @Nullable Object... parameters)
            throws SQLException {
        return session.query(byTablespace(sql), DiskNeed::read, parameters);
    }

    /** In which tablespace what is; {@code place} is an oid of pg_tablespace, or 0 for the database's own. */
    private static String byTablespace(String sql) {
        return """
            SELECT s.spcname, pg_catalog.pg_tablespace_location(s.oid) AS location, sum(p.bytes)::bigint AS bytes
              FROM (%s) p (place, bytes)
              JOIN pg_catalog.pg_database d ON d.datname = current_database()
              JOIN pg_catalog.pg_tablespace s ON s.oid = coalesce(nullif(p.place, 0), d.dattablespace)
             GROUP BY s.oid, s.spcname""".formatted(sql);
    }
}
