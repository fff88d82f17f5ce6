package io.howdah.engine.read;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.postgres.SqlProblems;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures how columns belong together on a sample of a table's blocks, as ANALYZE would for extended statistics. It reads rows,
 * for which the role needs SELECT; only figures leave the server.
 */
public final class SampledColumns {

    /** As ANALYZE takes at the default target. */
    private static final int ROWS = 30_000;

    private final Sessions sessions;
    private final Relation table;

    public SampledColumns(Sessions sessions, Relation table) {
        this.sessions = sessions;
        this.table = table;
    }

    /** Share of the rows whose first columns occur with one value of the last one only. */
    public double degree(List<String> from, String column) {
        return figure("SELECT coalesce(sum(n) FILTER (WHERE values_there = 1) / sum(n), 1) FROM (SELECT count(*) AS n,"
                + " count(DISTINCT " + Name.quoted(column) + ") + max((" + Name.quoted(column)
                + " IS NULL)::int) AS values_there FROM (" + sample() + ") s GROUP BY " + list(from) + ") g");
    }

    /** Distinct combinations in the whole table, from those of the sample (Haas and Stokes, as ANALYZE has it). */
    public double distinct(List<String> columns) {
        double rows = Math.max(1, table.estimatedRows());
        return figure(
                "SELECT CASE WHEN sum(n) IS NULL THEN 1 ELSE sum(n) * count(*) / (sum(n) - once + once * sum(n) / "
                        + String.format(Locale.ROOT, "%.1f", rows)
                        + ") END FROM (SELECT n, count(*) FILTER (WHERE n = 1) OVER () AS once"
                        + " FROM (SELECT count(*) AS n FROM (" + sample() + ") s GROUP BY " + list(columns)
                        + ") c) g GROUP BY once");
    }

    private String sample() {
        double percent = Math.clamp(100.0 * ROWS / Math.max(1, table.estimatedRows()), 1e-6, 100);
        return "SELECT * FROM " + table.name().quoted() + " TABLESAMPLE SYSTEM ("
                + String.format(Locale.ROOT, "%.6f", percent) + ") LIMIT " + ROWS;
    }

    private static String list(List<String> columns) {
        return columns.stream().map(Name::quoted).collect(Collectors.joining(", "));
    }

    private double figure(String sql) {
        try (var connection = sessions.readOnly();
                var session = connection.createStatement();
                var rows = session.executeQuery(sql.replaceFirst("^SELECT", "SELECT /* howdah */"))) {
            return rows.next() ? rows.getDouble(1) : 1;
        } catch (SQLException e) {
            throw Problem.refused(
                    "the columns of " + table.name() + " could not be measured: " + SqlProblems.message(e)
                            + "; give the figure yourself",
                    e);
        }
    }
}
