package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.shadow.ShadowSpec.KeyColumn;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index in whose order rows are to lie.
 *
 * @param unique at once, not at the end of a transaction
 * @param whole whether it has every row
 * @param places that it has columns at, those of expressions too
 * @param usual whether nulls are where they are without a word about them, so that ORDER BY finds the index
 * @param nullable those of its columns that may be null
 * @param foreign those that it orders otherwise than the columns themselves are ordered
 */
record ClusterIndex(
        String name,
        String method,
        boolean valid,
        boolean unique,
        boolean whole,
        int places,
        int descending,
        boolean usual,
        List<KeyColumn> columns,
        List<String> nullable,
        List<String> foreign) {

    private static final String SQL = """
            SELECT c.relname, m.amname, i.indisvalid, i.indisunique AND i.indimmediate AS unique, i.indpred IS NULL AS whole,
                   i.indnkeyatts::int AS places, k.*
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
              JOIN pg_catalog.pg_am m ON m.oid = c.relam,
              LATERAL (
                SELECT count(*) FILTER (WHERE i.indoption[p] & 1 = 1)::int AS descending,
                       bool_and(i.indoption[p] IN (0, 3)) AS usual,
                       array_remove(array_agg(a.attname::text ORDER BY p), NULL) AS names,
                       array_remove(array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY p), NULL) AS types,
                       array_remove(array_agg(CASE WHEN NOT a.attnotnull THEN a.attname::text END ORDER BY p), NULL) AS nullable,
                       array_remove(array_agg(CASE WHEN i.indcollation[p] <> a.attcollation OR NOT o.opcdefault
                                                   THEN a.attname::text END ORDER BY p), NULL) AS foreign_order
                  FROM generate_series(0, i.indnkeyatts - 1) p
                  JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[p]
                  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p] AND i.indkey[p] <> 0) k
             WHERE i.indrelid = CAST(? AS oid) AND CASE WHEN ?::text IS NULL THEN i.indisclustered ELSE c.relname = ? END""";

    private static final String NAMES = """
            SELECT c.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
             WHERE i.indrelid = CAST(? AS oid) ORDER BY c.relname""";

    private static final String TAKEN = "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?)";

    /**
     * The order that an index gives.
     *
     * @param wished null for the index that is marked
     * @param key the columns that rows are told apart by
     * @param problems what stands against it is added here
     */
    static Optional<CopyOrder> order(
            Session session, LiveTable table, @Nullable String wished, List<KeyColumn> key, List<String> problems)
            throws SQLException {
        var found = session.first(SQL, ClusterIndex::read, table.oid(), wished, wished);
        if (found.isEmpty()) {
            problems.add(missing(session, table, wished));
            return Optional.empty();
        }
        var index = found.get();
        var against = index.against();
        if (against.isPresent()) {
            problems.add("The rows of " + table.name() + " cannot be put in the order of index "
                    + Name.quoted(index.name) + ", because " + against.get());
            return Optional.empty();
        }
        var order = index.order(table, key);
        var helper = order.helper();
        if (helper != null && session.holds(TAKEN, table.name().schema(), helper)) {
            problems.add("There is a " + new QualifiedName(table.name().schema(), helper)
                    + " already, and rows would be copied by an index of that name; rename or drop it");
        }
        return Optional.of(order);
    }

    private static String missing(Session session, LiveTable table, @Nullable String wished) throws SQLException {
        var names = session.query(NAMES, row -> Name.quoted(row.getString(1)), table.oid());
        var has = names.isEmpty() ? "" : "; it has " + String.join(", ", names);
        return wished == null
                ? "No index of table " + table.name()
                        + " is marked by an earlier CLUSTER, so name the one to go by: CLUSTER … USING" + has
                : "Table " + table.name() + " has no index " + Name.quoted(wished) + has;
    }

    /** What stands against its order, with what can be done. */
    private Optional<String> against() {
        return Stream.of(againstKind(), againstColumns())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> againstKind() {
        if (!method.equals("btree")) {
            return Optional.of("it is a " + method + " index, and only those of a btree are in an order that a copy can"
                    + " go on from anywhere");
        }
        if (!valid) {
            return Optional.of("it is invalid; rebuild it first (REINDEX INDEX)");
        }
        if (!whole) {
            return Optional.of("it has only some of the rows (WHERE); take one that has all of them");
        }
        if (columns.size() < places) {
            return Optional.of("it is on an expression; take one on plain columns, of which one may be generated");
        }
        return Optional.empty();
    }

    private Optional<String> againstColumns() {
        if (!nullable.isEmpty()) {
            return Optional.of(
                    "column " + nullable.getFirst() + " may be null, and nulls are at no place that a copy can"
                            + " go on from; make it NOT NULL first (ALTER COLUMN " + Name.quoted(nullable.getFirst())
                            + " SET NOT NULL), or take an index on columns that are");
        }
        if (!foreign.isEmpty()) {
            return Optional.of("it orders column " + foreign.getFirst()
                    + " by another collation or operator class than the column's own; take one that does not");
        }
        if (descending > 0 && descending < places) {
            return Optional.of("some of its columns ascend and others descend; take one in which all do the same");
        }
        return Optional.empty();
    }

    /** Without a helper where the index tells rows apart, and the server reads it for ORDER BY. */
    private CopyOrder order(LiveTable table, List<KeyColumn> key) {
        if (unique && usual) {
            return new CopyOrder(name, columns, descending > 0, null);
        }
        var all = new ArrayList<>(columns);
        key.stream().filter(k -> !all.contains(k)).forEach(all::add);
        boolean complete = usual && all.size() == columns.size();
        var helper = complete ? null : Name.limited(table.name().name() + "_howdah_order");
        return new CopyOrder(name, List.copyOf(all), descending > 0, helper);
    }

    private static ClusterIndex read(ResultSet row) throws SQLException {
        var names = texts(row, "names");
        var types = texts(row, "types");
        var columns = new ArrayList<KeyColumn>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new KeyColumn(names.get(i), types.get(i), types.get(i)));
        }
        return new ClusterIndex(
                row.getString("relname"),
                row.getString("amname"),
                row.getBoolean("indisvalid"),
                row.getBoolean("unique"),
                row.getBoolean("whole"),
                row.getInt("places"),
                row.getInt("descending"),
                row.getBoolean("usual"),
                List.copyOf(columns),
                texts(row, "nullable"),
                texts(row, "foreign_order"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
