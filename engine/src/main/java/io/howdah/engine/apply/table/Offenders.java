package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the rows that stand against a constraint before anything is changed: how many, and by which keys. */
final class Offenders {

    /** More are not counted. */
    private static final int MOST = 1000;

    private static final int NAMED = 3;

    private static final String KEY = """
            SELECT a.attname FROM pg_catalog.pg_index i, unnest(i.indkey) WITH ORDINALITY k (number, place)
              JOIN pg_catalog.pg_attribute a ON a.attnum = k.number
             WHERE i.indrelid = CAST(? AS oid) AND i.indisprimary AND a.attrelid = i.indrelid AND k.place <= i.indnkeyatts
             ORDER BY k.place""";

    private final Session session;
    private final LiveTable table;

    Offenders(Session session, LiveTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * What the rows are of which a condition holds, in words; empty where there are none.
     *
     * @param condition over the table as {@code t}
     */
    Optional<String> where(String condition) throws SQLException {
        var key = session.query(KEY, row -> row.getString(1), table.oid());
        var columns = key.isEmpty() ? List.of("ctid") : key;
        var label = columns.stream()
                .map(c -> Name.literal(Name.quoted(c) + " = ") + " || coalesce(t." + Name.quoted(c) + "::text, 'null')")
                .collect(Collectors.joining(" || ', ' || "));
        var found = inUsersPath("SELECT " + label + " FROM " + table.name().quoted() + " t WHERE " + condition
                + " LIMIT " + (MOST + 1));
        return found.isEmpty() ? Optional.empty() : Optional.of(rows(found.size()) + named(found, columns.size()));
    }

    /** What the values are that several rows have together, in words; empty where there are none. */
    Optional<String> duplicates(List<String> columns, boolean nullsToo) throws SQLException {
        var label = columns.stream()
                .map(c -> Name.literal(Name.quoted(c) + " = ") + " || coalesce(t." + Name.quoted(c) + "::text, 'null')")
                .collect(Collectors.joining(" || ', ' || "));
        var list = columns.stream().map(c -> "t." + Name.quoted(c)).collect(Collectors.joining(", "));
        var filter = columns.stream()
                .map(c -> "t." + Name.quoted(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        var found = inUsersPath("SELECT " + label + " || ' (' || count(*) || ' rows)' FROM "
                + table.name().quoted() + " t" + (nullsToo ? "" : " WHERE " + filter) + " GROUP BY " + list
                + " HAVING count(*) > 1 LIMIT " + (MOST + 1));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(number(found.size()) + (found.size() == 1 ? " value is" : " values are")
                        + " there more than once: " + listed(found, "; "));
    }

    private List<String> inUsersPath(String sql) throws SQLException {
        var found = new ArrayList<String>();
        session.inTransaction(() -> {
            session.execute(
                    "SELECT pg_catalog.set_config('search_path', " + Name.literal(Ddl.path(session)) + ", true)");
            found.addAll(session.queryAsWritten(sql, row -> row.getString(1)));
        });
        return found;
    }

    private static String rows(int count) {
        return number(count) + (count == 1 ? " row: " : " rows: ");
    }

    private static String number(int count) {
        return count > MOST ? "more than " + MOST : String.valueOf(count);
    }

    private static String named(List<String> labels, int columns) {
        return listed(labels, columns == 1 ? ", " : "; ");
    }

    private static String listed(List<String> labels, String between) {
        var named = String.join(between, labels.stream().limit(NAMED).toList());
        return labels.size() > NAMED ? named + between + "…" : named;
    }
}
