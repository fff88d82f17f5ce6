package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes likely values of parameters as SQL. */
final class Values {

    private static final Set<String> INTERPOLATED = Set.of(
            "pg_catalog.int2",
            "pg_catalog.int4",
            "pg_catalog.int8",
            "pg_catalog.numeric",
            "pg_catalog.float4",
            "pg_catalog.float8",
            "pg_catalog.timestamp",
            "pg_catalog.timestamptz");

    private static final Set<String> RANGE = Set.of("<", "<=", ">", ">=");
    private static final Set<String> LIKE = Set.of("~~", "~~*", "!~~", "!~~*");
    private static final int LIST = 5;

    private final Statement session;
    private final Defaults defaults;
    private final Map<Column, ColumnValues> columns = new HashMap<>();

    /** @param session asked for values between two others */
    Values(Statement session, Defaults defaults) {
        this.session = session;
        this.defaults = defaults;
    }

    static boolean isRange(ParameterUse use) {
        return RANGE.contains(use.operator());
    }

    ColumnValues of(Column column) {
        return columns.computeIfAbsent(column, c -> new ColumnValues(c.statistics()));
    }

    /** Of a value that the statement is asked for as it was sent; null means NULL. */
    static String literal(@Nullable String value, String type) {
        return value == null ? "NULL::" + type : Name.literal(value).strip() + "::" + type;
    }

    String unbound(String type) {
        return literal(defaults.of(type), type);
    }

    /** How common a value the parameter may be. */
    List<Level> levels(ParameterUse use) {
        var column = of(use.column());
        return isElement(use) ? column.elementLevels() : column.levels();
    }

    private static boolean isElement(ParameterUse use) {
        return use.element() || use.operator().equals("@>") || use.operator().equals("&&");
    }

    String equal(ParameterUse use, String type, Level level) {
        if (isElement(use)) {
            return contained(use, type, level.value(use.position()));
        }
        if (use.array()) {
            return list(type, level);
        }
        var value = level.value(use.position());
        if (value == null) {
            return unbound(type);
        }
        return LIKE.contains(use.operator())
                ? literal(pattern(value, of(use.column())), type)
                : converted(use, value, type);
    }

    private String contained(ParameterUse use, String type, @Nullable String element) {
        if (element == null) {
            return unbound(type);
        }
        return use.element()
                ? literal(element, type)
                : "ARRAY[" + Name.literal(element).strip() + "]::" + type;
    }

    private String list(String type, Level level) {
        var elements = new LinkedHashSet<String>();
        for (int i = 0; i < LIST; i++) {
            var value = level.value(i);
            if (value != null) {
                elements.add(value);
            }
        }
        if (elements.isEmpty()) {
            return unbound(type);
        }
        return elements.stream()
                .map(e -> Name.literal(e).strip())
                .collect(Collectors.joining(", ", "ARRAY[", "]::" + type));
    }

    /**
     * A bound pattern may begin with a wildcard, so it is assumed to: no index is promised that would not serve it.
     *
     * <p>The planner counts the bounds of the histogram that match, and a part of one bound always matches that one: a
     * hundredth of the rows. A part that no other value has is therefore replaced by one that none has.
     */
    private static String pattern(String value, ColumnValues values) {
        var words = new ArrayList<>(List.of(value.split("\\W+")));
        words.removeIf(w -> w.length() < 3);
        var word = words.isEmpty() ? value : words.get(words.size() / 2);
        var part = word.substring(0, Math.min(word.length(), 6));
        return "%" + (values.isInOneBound(part) ? new StringBuilder(part).reverse() : part) + "%";
    }

    /** The value through whatever the statement does with the column: {@code lower(email) = $1} asks for {@code lower('…')}. */
    private static String converted(ParameterUse use, String value, String type) {
        var column = use.column();
        var literal = literal(value, column.type());
        if (use.plain()) {
            return column.type().equals(type) ? literal : literal + "::" + type;
        }
        return "(" + replaced(use.side(), column.name(), literal) + ")::" + type;
    }

    private static String replaced(Expression side, String column, String literal) {
        var sql = side.sql();
        var result = new StringBuilder();
        int at = 0;
        for (Token token : Tokens.of(sql)) {
            if (token.isName() && token.name().equals(column)) {
                result.append(sql, at, token.start())
                        .append('(')
                        .append(literal)
                        .append(')');
                at = token.end();
            }
        }
        return result.append(sql, at, sql.length()).toString();
    }

    /** The value below which so large a share of the column's rows lies. */
    String quantile(ParameterUse use, String type, double share) throws SQLException {
        var between = of(use.column()).quantiles().at(share);
        if (between == null) {
            return unbound(type);
        }
        boolean exact =
                !INTERPOLATED.contains(use.column().typeName()) || between.low().equals(between.high());
        return converted(use, exact ? between.nearest() : interpolated(use.column(), between), type);
    }

    private String interpolated(Column column, Quantiles.Between between) throws SQLException {
        var low = literal(between.low(), column.type());
        var high = literal(between.high(), column.type());
        try (var rows = session.executeQuery("/* howdah */ SELECT (" + low + " + (" + high + " - " + low + ") * "
                + between.fraction() + ")::" + column.type())) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
                throw e;
            }
            return between.nearest();
        }
    }
}
