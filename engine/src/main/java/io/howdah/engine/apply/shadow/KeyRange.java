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
 * The next rows of a table in the order of its key: those behind a cursor, up to and with a bound.
 *
 * @param after the key of the last row before them, as text; null where they are the first
 * @param upTo the key of the last of them; null where nothing is behind them
 */
record KeyRange(
        List<KeyColumn> key,
        @Nullable List<String> after,
        @Nullable List<String> upTo) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The next rows behind a cursor; {@code cursor} is JSON as {@link #cursor()} writes it. */
    static KeyRange next(Session session, ShadowSpec spec, String table, long rows, @Nullable String cursor)
            throws SQLException {
        var after = cursor == null ? null : List.of(MAPPER.readValue(cursor, String[].class));
        var open = new KeyRange(spec.key(), after, null);
        var sql = "SELECT " + open.asTexts("s") + " FROM ONLY " + table + " s WHERE " + open.condition("s")
                + " ORDER BY " + spec.keyOf("s") + " OFFSET ? LIMIT 1";
        var parameters = new ArrayList<@Nullable Object>(open.parameters());
        parameters.add(rows - 1);
        var bound = session.first(sql, row -> List.of((String[]) row.getArray(1).getArray()), parameters.toArray());
        return new KeyRange(spec.key(), after, bound.orElse(null));
    }

    private String asTexts(String alias) {
        return key.stream()
                .map(k -> "CAST(" + alias + "." + Name.quoted(k.name()) + " AS text)")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
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
            parts.add(row(alias) + " > " + values());
        }
        if (upTo != null) {
            parts.add(row(alias) + " <= " + values());
        }
        return parts.isEmpty() ? "true" : String.join(" AND ", parts);
    }

    private String row(String alias) {
        return key.stream().map(k -> alias + "." + Name.quoted(k.name())).collect(Collectors.joining(", ", "(", ")"));
    }

    private String values() {
        return key.stream().map(k -> "CAST(? AS " + k.type() + ")").collect(Collectors.joining(", ", "(", ")"));
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
