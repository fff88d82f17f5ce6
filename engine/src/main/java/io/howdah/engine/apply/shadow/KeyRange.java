package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.shadow.ShadowSpec.KeyColumn;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The next rows of a table in the order of columns in which no two are alike: those behind a cursor, up to and with a bound.
 *
 * @param columns the key, or others that tell where a row is
 * @param descending whether the last row is the first
 * @param after where the last row before them is, as text; null where they are the first
 * @param upTo where the last of them is; null where nothing is behind them
 */
record KeyRange(
        List<KeyColumn> columns,
        boolean descending,
        @Nullable List<String> after,
        @Nullable List<String> upTo) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The next rows of the table in use in the order of its key; {@code cursor} is JSON as {@link #cursor()} writes it. */
    static KeyRange byKey(Session session, ShadowSpec spec, long rows, @Nullable String cursor) throws SQLException {
        return next(session, spec, new KeyRange(spec.key(), false, after(cursor), null), rows);
    }

    /** The next rows of the table in use in the order in which they are copied. */
    static KeyRange ofCopy(Session session, ShadowSpec spec, long rows, @Nullable String cursor) throws SQLException {
        var order = spec.order();
        return order == null
                ? byKey(session, spec, rows, cursor)
                : next(session, spec, new KeyRange(order.columns(), order.descending(), after(cursor), null), rows);
    }

    private static @Nullable List<String> after(@Nullable String cursor) {
        return cursor == null ? null : List.of(MAPPER.readValue(cursor, String[].class));
    }

    private static KeyRange next(Session session, ShadowSpec spec, KeyRange open, long rows) throws SQLException {
        var sql = "SELECT " + open.asTexts("s") + " FROM ONLY " + spec.inUse() + " s WHERE " + open.condition("s")
                + " ORDER BY " + open.order("s") + " OFFSET ? LIMIT 1";
        var parameters = new ArrayList<@Nullable Object>(open.parameters());
        parameters.add(rows - 1);
        var bound = session.first(sql, row -> List.of((String[]) row.getArray(1).getArray()), parameters.toArray());
        return new KeyRange(open.columns, open.descending, open.after, bound.orElse(null));
    }

    private String asTexts(String alias) {
        return columns.stream()
                .map(k -> "CAST(" + alias + "." + Name.quoted(k.name()) + " AS text)")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    /** What ORDER BY is to say. */
    String order(String alias) {
        return CopyOrder.clause(columns, descending, alias + ".");
    }

    boolean last() {
        return upTo == null;
    }

    /** For the next range; of the last one nothing is asked any more. */
    @Nullable
    String cursor() {
        return upTo == null ? null : MAPPER.writeValueAsString(upTo);
    }

    /** That a row is in the range; the values are bound, see {@link #parameters()}. */
    String condition(String alias) {
        var parts = new ArrayList<String>();
        if (after != null) {
            parts.add(row(alias) + (descending ? " < " : " > ") + values());
        }
        if (upTo != null) {
            parts.add(row(alias) + (descending ? " >= " : " <= ") + values());
        }
        return parts.isEmpty() ? "true" : String.join(" AND ", parts);
    }

    private String row(String alias) {
        return columns.stream()
                .map(k -> alias + "." + Name.quoted(k.name()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private String values() {
        return columns.stream().map(k -> "CAST(? AS " + k.type() + ")").collect(Collectors.joining(", ", "(", ")"));
    }

    List<@Nullable Object> parameters() {
        var all = new ArrayList<@Nullable Object>();
        if (after != null) {
            all.addAll(after);
        }
        if (upTo != null) {
            all.addAll(upTo);
        }
        return all;
    }
}
