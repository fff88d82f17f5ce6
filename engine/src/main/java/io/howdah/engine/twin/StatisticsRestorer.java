package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.twin.StatisticsWriter.Given;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Writes statistics into {@code pg_statistic}, all at once.
 *
 * <p>The twin's superuser does what {@code pg_restore_attribute_stats} does from 18 on, so that every version is served, and in
 * a fraction of the time. Kinds and their operators: pg_statistic.h; which operators and which element type: those that
 * ANALYZE takes (analyze.c, array_typanalyze.c, rangetypes_typanalyze.c). Checks of domains are put aside meanwhile: reading a
 * value would call them, and they are the database's code. Common values without a frequency each are refused: the planner reads
 * as many frequencies as there are values.
 */
final class StatisticsRestorer {

    /** Kinds have their places: MCV 1, histogram 2, correlation 3, elements or range bounds 4, element counts or lengths 5. */
    private static final String PREPARE = """
            DROP TABLE IF EXISTS pg_temp.howdah_given, pg_temp.howdah_resolved;
            CREATE TEMP TABLE howdah_given (n int, schema name, relation name, attribute name, position int, inherited boolean,
              null_frac real, width int, n_distinct real, common text, common_freqs real[], bounds text, correlation real,
              elements text, element_freqs real[], element_counts real[], lengths text, empty_frac real, range_bounds text);
            CREATE OR REPLACE FUNCTION pg_temp.howdah_operator(typid oid, strategy int) RETURNS oid LANGUAGE sql STABLE AS $$
              WITH RECURSIVE chain(oid) AS (
                SELECT typid
                UNION ALL SELECT y.typbasetype FROM chain b JOIN pg_catalog.pg_type y ON y.oid = b.oid WHERE y.typtype = 'd'),
              base AS (
                SELECT y.oid, y.typtype FROM chain b JOIN pg_catalog.pg_type y ON y.oid = b.oid WHERE y.typtype <> 'd'),
              input(oid, preference) AS MATERIALIZED (
                SELECT oid, 0 FROM base
                UNION ALL SELECT k.casttarget, CASE WHEN y.typispreferred THEN 1 ELSE 2 END
                  FROM base b JOIN pg_catalog.pg_cast k ON k.castsource = b.oid AND k.castmethod = 'b' AND k.castcontext = 'i'
                  JOIN pg_catalog.pg_type y ON y.oid = k.casttarget
                UNION ALL SELECT CASE typtype WHEN 'e' THEN 'anyenum'::regtype WHEN 'r' THEN 'anyrange'::regtype
                                 WHEN 'm' THEN 'anymultirange'::regtype WHEN 'c' THEN 'record'::regtype END, 3
                  FROM base WHERE typtype IN ('e', 'r', 'm', 'c')
                UNION ALL SELECT 'anyarray'::regtype, 3
                  FROM base b JOIN pg_catalog.pg_type a ON a.oid = b.oid
                  JOIN pg_catalog.pg_type e ON e.oid = a.typelem AND e.typarray = a.oid)
              SELECT o.amopopr
                FROM input i
                JOIN pg_catalog.pg_opclass c ON c.opcintype = i.oid AND c.opcdefault
                JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod
                JOIN pg_catalog.pg_amop o ON o.amopfamily = c.opcfamily AND o.amoplefttype = c.opcintype
                     AND o.amoprighttype = c.opcintype AND o.amoppurpose = 's'
               WHERE (m.amname = 'btree' AND o.amopstrategy = strategy) OR (m.amname = 'hash' AND strategy = 3)
               ORDER BY m.amname, i.preference LIMIT 1
            $$;
            CREATE OR REPLACE FUNCTION pg_temp.howdah_store(low int, high int) RETURNS TABLE (place int, message text)
            LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO pg_catalog.pg_statistic
              SELECT r.attrelid, r.attnum, r.inherited, r.null_frac, r.width, r.n_distinct,
                     CASE WHEN r.common IS NULL THEN 0 ELSE 1 END, CASE WHEN r.bounds IS NULL THEN 0 ELSE 2 END,
                     CASE WHEN r.correlation IS NULL THEN 0 ELSE 3 END,
                     CASE WHEN r.elements IS NOT NULL THEN 4 WHEN r.range_bounds IS NOT NULL THEN 7 ELSE 0 END,
                     CASE WHEN r.element_counts IS NOT NULL THEN 5 WHEN r.lengths IS NOT NULL THEN 6 ELSE 0 END,
                     CASE WHEN r.common IS NULL THEN 0 ELSE r.eq END, CASE WHEN r.bounds IS NULL THEN 0 ELSE r.lt END,
                     CASE WHEN r.correlation IS NULL THEN 0 ELSE r.lt END,
                     CASE WHEN r.elements IS NULL THEN 0 ELSE r.element_eq END,
                     CASE WHEN r.element_counts IS NOT NULL THEN r.element_eq
                          WHEN r.lengths IS NOT NULL THEN 'pg_catalog.<(float8,float8)'::regoperator ELSE 0 END,
                     CASE WHEN r.common IS NULL THEN 0 ELSE r.collation END,
                     CASE WHEN r.bounds IS NULL THEN 0 ELSE r.collation END,
                     CASE WHEN r.correlation IS NULL THEN 0 ELSE r.collation END,
                     CASE WHEN r.elements IS NULL THEN 0 ELSE r.collation END,
                     CASE WHEN r.element_counts IS NULL THEN 0 ELSE r.collation END,
                     r.common_freqs, NULL, CASE WHEN r.correlation IS NOT NULL THEN ARRAY[r.correlation] END,
                     r.element_freqs,
                     CASE WHEN r.element_counts IS NOT NULL THEN r.element_counts
                          WHEN r.lengths IS NOT NULL THEN ARRAY[r.empty_frac] END,
                     CASE WHEN r.common IS NOT NULL THEN array_in(r.common::cstring, r.typid, -1) END,
                     CASE WHEN r.bounds IS NOT NULL THEN array_in(r.bounds::cstring, r.typid, -1) END,
                     NULL,
                     CASE WHEN r.elements IS NOT NULL THEN array_in(r.elements::cstring, r.element, -1)
                          WHEN r.range_bounds IS NOT NULL THEN array_in(r.range_bounds::cstring, r.typid, -1) END,
                     CASE WHEN r.lengths IS NOT NULL THEN array_in(r.lengths::cstring, 'float8'::regtype, -1) END
                FROM pg_temp.howdah_resolved r
               WHERE r.n BETWEEN low AND high;
            EXCEPTION WHEN OTHERS THEN
              IF low = high THEN
                RETURN QUERY SELECT low, SQLERRM;
              ELSE
                RETURN QUERY SELECT * FROM pg_temp.howdah_store(low, (low + high) / 2);
                RETURN QUERY SELECT * FROM pg_temp.howdah_store((low + high) / 2 + 1, high);
              END IF;
            END
            $$;
            CREATE OR REPLACE FUNCTION pg_temp.howdah_load(low int, high int) RETURNS TABLE (place int, message text)
            LANGUAGE plpgsql AS $$
            BEGIN
              UPDATE pg_catalog.pg_constraint SET contype = '-' WHERE contype = 'c' AND contypid <> 0;
              RETURN QUERY SELECT * FROM pg_temp.howdah_store(low, high);
              UPDATE pg_catalog.pg_constraint SET contype = 'c' WHERE contype = '-' AND contypid <> 0;
              RETURN QUERY
                DELETE FROM pg_catalog.pg_statistic s USING pg_temp.howdah_resolved r
                 WHERE s.starelid = r.attrelid AND s.staattnum = r.attnum AND s.stainherit = r.inherited
                   AND s.stakind1 = 1
                   AND array_length(s.stavalues1, 1) IS DISTINCT FROM array_length(s.stanumbers1, 1)
                RETURNING r.n, 'it has not as many frequencies as common values';
            END
            $$
            """;

    /**
     * Types whose values cannot be read without calling functions of the database: ranges that compare by an operator class of
     * its own, and whatever contains one. Their statistics lose what the superuser would have to read.
     */
    private static final String UNREADABLE = """
            WITH RECURSIVE unreadable(oid) AS (
              SELECT r.rngtypid FROM pg_catalog.pg_range r
                JOIN pg_catalog.pg_opclass c ON c.oid = r.rngsubopc
               WHERE (c.oid >= 16384 AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_opclass'::regclass
                          AND d.objid = c.oid AND d.deptype = 'e'))
                  OR r.rngcanonical >= 16384
              UNION
              SELECT t.oid FROM unreadable u
                JOIN pg_catalog.pg_type t ON t.typelem = u.oid OR t.typbasetype = u.oid
                  OR EXISTS (SELECT FROM pg_catalog.pg_range r WHERE r.rngtypid = u.oid AND r.rngmultitypid = t.oid)
                  OR EXISTS (SELECT FROM pg_catalog.pg_range r WHERE r.rngsubtype = u.oid AND r.rngtypid = t.oid)
                  OR EXISTS (SELECT FROM pg_catalog.pg_attribute a
                              WHERE a.attrelid = t.typrelid AND a.atttypid = u.oid AND t.typrelid <> 0))
            UPDATE pg_temp.howdah_resolved r
               SET common = NULL, bounds = NULL, elements = NULL, range_bounds = NULL
             WHERE r.typid IN (SELECT oid FROM unreadable) OR r.element IN (SELECT oid FROM unreadable)
            RETURNING r.n
            """;

    private static final String RESOLVE = """
            CREATE TEMP TABLE howdah_resolved AS
            WITH placed AS MATERIALIZED (
              SELECT g.*, a.attrelid, a.attnum, a.attcollation,
                     CASE WHEN coalesce(o.opckeytype, 0) = 0 THEN a.atttypid
                          WHEN o.opcintype = 'anyarray'::regtype THEN y.typarray ELSE o.opcintype END AS own
                FROM pg_temp.howdah_given g
                JOIN pg_catalog.pg_namespace n ON n.nspname = g.schema
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = g.relation
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
                     AND a.attnum = coalesce(g.position, (SELECT b.attnum FROM pg_catalog.pg_attribute b
                                                           WHERE b.attrelid = c.oid AND b.attname = g.attribute))
                JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
                LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid
                LEFT JOIN LATERAL (SELECT k.opckeytype, k.opcintype FROM pg_catalog.pg_opclass k
                                    WHERE k.oid = x.indclass[a.attnum - 1] OFFSET 0) o ON true),
            types AS MATERIALIZED (
              SELECT k.own, t.typid, t.element, pg_temp.howdah_operator(t.typid, 3) AS eq,
                     pg_temp.howdah_operator(t.typid, 1) AS lt, pg_temp.howdah_operator(t.element, 3) AS element_eq
                FROM (SELECT DISTINCT own FROM placed) k
                CROSS JOIN LATERAL (
                  WITH RECURSIVE chain(oid) AS (
                    SELECT k.own
                    UNION ALL SELECT y.typbasetype FROM chain b JOIN pg_catalog.pg_type y ON y.oid = b.oid
                               WHERE y.typtype = 'd')
                  SELECT coalesce(m.rngtypid, k.own) AS typid,
                         CASE WHEN z.oid = 'tsvector'::regtype THEN 'text'::regtype ELSE e.oid END AS element
                    FROM chain b
                    JOIN pg_catalog.pg_type z ON z.oid = b.oid AND z.typtype <> 'd'
                    LEFT JOIN pg_catalog.pg_type e ON e.oid = z.typelem AND e.typarray = z.oid
                    LEFT JOIN pg_catalog.pg_range m ON m.rngmultitypid = z.oid) t)
            SELECT p.*, t.typid, t.element, coalesce(t.eq, 0) AS eq, coalesce(t.lt, 0) AS lt,
                   coalesce(t.element_eq, 0) AS element_eq,
                   CASE WHEN t.typid = 'tsvector'::regtype THEN 'default'::regcollation ELSE p.attcollation END AS collation
              FROM placed p
              JOIN types t ON t.own = p.own;
            DELETE FROM pg_catalog.pg_statistic s USING pg_temp.howdah_resolved r
             WHERE s.starelid = r.attrelid AND s.staattnum = r.attnum AND s.stainherit = r.inherited
            """;

    private StatisticsRestorer() {}

    /** The answer names what was not taken over. */
    static List<String> restore(Statement session, List<Given> given) throws SQLException {
        if (given.isEmpty()) {
            return List.of();
        }
        session.execute(PREPARE);
        try {
            copy(session, given);
        } catch (SQLException e) {
            throw new Problem(Problem.Kind.INPUT, "the statistics are none of PostgreSQL's: " + Errors.message(e), e);
        }
        session.execute(RESOLVE);
        var refused = new ArrayList<String>();
        unreadable(session, given, refused);
        try (var rows = session.executeQuery(
                "/* howdah */ SELECT place, message FROM pg_temp.howdah_load(1, " + given.size() + ")"
                        + " UNION ALL SELECT n, NULL FROM pg_temp.howdah_given"
                        + " WHERE n NOT IN (SELECT n FROM pg_temp.howdah_resolved)")) {
            while (rows.next()) {
                var what = given.get(rows.getInt(1) - 1).what();
                var message = rows.getString(2);
                refused.add(message == null ? what : what + ": " + message);
            }
        }
        session.execute("DROP TABLE pg_temp.howdah_given, pg_temp.howdah_resolved");
        return refused;
    }

    private static void unreadable(Statement session, List<Given> given, List<String> refused) throws SQLException {
        try (var rows = session.executeQuery(UNREADABLE)) {
            while (rows.next()) {
                refused.add("values of " + given.get(rows.getInt(1) - 1).what()
                        + ": to read its type takes functions of the database");
            }
        }
    }

    private static void copy(Statement session, List<Given> given) throws SQLException {
        var text = new StringBuilder();
        for (int i = 0; i < given.size(); i++) {
            text.append(line(i + 1, given.get(i))).append('\n');
        }
        try {
            session.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY pg_temp.howdah_given FROM STDIN", new StringReader(text.toString()));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static String line(int number, Given given) {
        ColumnStatistics s = given.statistics();
        var line = new StringJoiner("\t");
        line.add(String.valueOf(number))
                .add(field(given.relation().schema()))
                .add(field(given.relation().name()))
                .add(field(given.column()))
                .add(field(given.column() == null ? given.position() : null))
                .add(field(s.inherited()))
                .add(field((float) s.nullFraction()))
                .add(field(s.averageWidth()))
                .add(field((float) s.distinct()))
                .add(field(s.mostCommonValues()))
                .add(field(s.mostCommonFrequencies()))
                .add(field(s.histogramBounds()))
                .add(field(real(s.correlation())))
                .add(field(s.mostCommonElements()))
                .add(field(s.mostCommonElementFrequencies()))
                .add(field(s.elementCountHistogram()))
                .add(field(s.rangeLengthHistogram()))
                .add(field(real(s.rangeEmptyFraction())))
                .add(field(s.rangeBoundsHistogram()));
        return line.toString();
    }

    private static @Nullable Float real(@Nullable Double value) {
        return value == null ? null : value.floatValue();
    }

    /** As COPY's text format wants it. */
    private static String field(@Nullable Object value) {
        return value == null
                ? "\\N"
                : value.toString()
                        .replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }
}
