package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Derives the statistics that ANALYZE would gather for an expression from those of the one column that it is computed from: the
 * column's most common values and histogram bounds are put through the expression, on the twin.
 *
 * <p>Expressions of several columns, and of columns whose values are not in the statistics (such as jsonb documents), have
 * none: the planner then assumes what it assumes where there is no index either.
 */
final class ExpressionStatistics {

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}_$]+");

    /** Of the result's type: {@code typcategory} and whether its values can be put in order. */
    private record Type(String category, String name) {}

    private ExpressionStatistics() {}

    /** Empty where there is nothing to derive from, or where the expression cannot be computed of the column's values. */
    static Optional<ColumnStatistics> derive(Statement session, Relation table, String expression, double rows)
            throws SQLException {
        for (var column : mentioned(table, expression)) {
            var type = type(session, column, expression);
            if (type.isPresent()) {
                return derive(session, column, type.get(), expression, rows);
            }
        }
        return Optional.empty();
    }

    /** Columns whose names appear in the expression, quoted or not. */
    private static List<Column> mentioned(Relation table, String expression) {
        var words = new HashSet<>(Arrays.asList(WORDS.split(expression)));
        return table.columns().stream()
                .filter(c -> words.contains(c.name()) || expression.contains(Name.quoted(c.name())))
                .toList();
    }

    /**
     * The type of the expression if it needs this column only and is immutable; the server tells. Nothing else may be computed:
     * expressions come from other people's statements.
     */
    private static Optional<Type> type(Statement session, Column column, String expression) throws SQLException {
        try {
            session.execute("BEGIN; CREATE TEMP TABLE howdah_expression (" + Name.quoted(column.name()) + " "
                    + column.type() + ") ON COMMIT DROP;"
                    + " CREATE INDEX howdah_expression_index ON pg_temp.howdah_expression ((" + expression + "))");
            try (var rows = session.executeQuery("/* howdah */ SELECT t.typcategory, t.typname"
                    + " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                    + " WHERE a.attrelid = 'pg_temp.howdah_expression_index'::regclass AND a.attnum = 1")) {
                return rows.next() ? Optional.of(new Type(rows.getString(1), rows.getString(2))) : Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.empty();
        } finally {
            session.execute("ROLLBACK");
        }
    }

    private static Optional<ColumnStatistics> derive(
            Statement session, Column column, Type type, String expression, double rows) {
        var from = column.statistics();
        if (from == null || (from.mostCommonValues() == null && from.histogramBounds() == null)) {
            return Optional.empty();
        }
        try {
            return new Derivation(from, rows, computed(session, sql(column, from, type, expression))).statistics();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static List<Derivation.Computed> computed(Statement session, String sql) throws SQLException {
        var results = new ArrayList<Derivation.Computed>();
        try (var rows = session.executeQuery(sql)) {
            while (rows.next()) {
                results.add(new Derivation.Computed(
                        rows.getString(1),
                        rows.getDouble(2),
                        rows.getInt(3),
                        rows.getInt(4),
                        rows.getBigDecimal(5),
                        rows.getLong(6),
                        rows.getLong(7)));
            }
        }
        return results;
    }

    /** Value, frequency (of a common value), position (of a bound, from 1; else 0), width, number, ranks of column and value. */
    private static String sql(Column column, ColumnStatistics from, Type type, String expression) {
        var cast = "::" + column.type();
        return "/* howdah */ SELECT v::text, howdah_f, howdah_n, pg_catalog.pg_column_size(v), " + number(type)
                + ", howdah_r, rank() OVER (ORDER BY v) FROM (SELECT (" + expression + ") AS v, howdah_f, howdah_n,"
                + " rank() OVER (ORDER BY " + Name.quoted(column.name()) + ") AS howdah_r FROM ("
                + "SELECT v AS " + Name.quoted(column.name()) + ", f::float8 AS howdah_f, 0 AS howdah_n FROM unnest("
                + array(from.mostCommonValues()) + cast + "[], " + array(from.mostCommonFrequencies())
                + "::float4[]) u(v, f) UNION ALL SELECT v, 0, n FROM unnest(" + array(from.histogramBounds()) + cast
                + "[]) WITH ORDINALITY u(v, n) UNION ALL SELECT NULL" + cast + ", " + from.nullFraction()
                + ", 0) r) e ORDER BY 7";
    }

    private static String array(@Nullable String text) {
        return Name.literal(text == null ? "{}" : text);
    }

    private static String number(Type type) {
        return switch (type.category()) {
            case "N" -> type.name().startsWith("reg") || type.name().equals("oid") ? "NULL::numeric" : "v::numeric";
            case "D" ->
                type.name().startsWith("time") && !type.name().startsWith("timestamp")
                        ? "NULL::numeric"
                        : "extract(epoch FROM v)::numeric";
            default -> "NULL::numeric";
        };
    }
}
