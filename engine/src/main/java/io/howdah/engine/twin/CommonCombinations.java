package io.howdah.engine.twin;

import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the binary form of {@code pg_mcv_list}: the server gathers it from a table that holds each combination once, and the
 * frequencies in it are then replaced.
 *
 * <p>Items stand last, each as null flags, frequency, base frequency and indexes of two bytes (mcv.c,
 * {@code statext_mcv_serialize}).
 */
final class CommonCombinations {

    /** The greatest statistics target. */
    private static final int TARGET = 10_000;

    private final Statement owner;
    private final Statement superuser;
    private final QualifiedName table;

    /**
     * @param owner of the table; ANALYZE calls what compares its values
     * @param superuser reads what was gathered
     * @param table has a column k1, k2, … for each attribute, and no rows
     */
    CommonCombinations(Statement owner, Statement superuser, QualifiedName table) {
        this.owner = owner;
        this.superuser = superuser;
        this.table = table;
    }

    byte[] bytes(List<ExtendedStatistics.Combination> combinations) throws SQLException {
        int width = combinations.get(0).values().size();
        var columns = IntStream.rangeClosed(1, width).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        owner.execute("INSERT INTO " + table.quoted() + " (" + columns + ") VALUES "
                + combinations.stream().map(CommonCombinations::row).collect(Collectors.joining(", ")));
        var statistics = new QualifiedName(table.schema(), table.name() + "_mcv").quoted();
        owner.execute("CREATE STATISTICS " + statistics + " (mcv) ON " + columns + " FROM " + table.quoted());
        owner.execute("ALTER STATISTICS " + statistics + " SET STATISTICS " + TARGET);
        owner.execute("ANALYZE " + table.quoted());
        return patched(combinations, width, positions(width));
    }

    private static String row(ExtendedStatistics.Combination combination) {
        return combination.values().stream()
                .map(v -> v == null ? "NULL" : Name.literal(v))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Where each combination, as its types' own output functions write it, stands among those given. */
    private Map<List<@Nullable String>, Integer> positions(int width) throws SQLException {
        var texts = IntStream.rangeClosed(1, width)
                .mapToObj(i -> "CASE WHEN k%1$d IS NOT NULL THEN pg_catalog.format('%%s', k%1$d) END".formatted(i))
                .collect(Collectors.joining(", "));
        var positions = new HashMap<List<@Nullable String>, Integer>();
        try (var rows = owner.executeQuery("SELECT " + texts + " FROM " + table.quoted() + " ORDER BY ctid")) {
            while (rows.next()) {
                var values = new ArrayList<@Nullable String>();
                for (int i = 1; i <= width; i++) {
                    values.add(rows.getString(i));
                }
                positions.put(values, positions.size());
            }
        }
        return positions;
    }

    private byte[] patched(
            List<ExtendedStatistics.Combination> combinations,
            int width,
            Map<List<@Nullable String>, Integer> positions)
            throws SQLException {
        var order = new ArrayList<Integer>();
        byte[] bytes = {};
        try (var rows = superuser.executeQuery("SELECT d.stxdmcv::bytea, m.values FROM pg_catalog.pg_statistic_ext s"
                + " JOIN pg_catalog.pg_statistic_ext_data d ON d.stxoid = s.oid,"
                + " pg_catalog.pg_mcv_list_items(d.stxdmcv) m WHERE s.stxrelid = " + Name.literal(table.quoted())
                + "::regclass ORDER BY m.index")) {
            while (rows.next()) {
                bytes = rows.getBytes(1);
                var values = Arrays.asList((String[]) rows.getArray(2).getArray());
                var position = positions.get(values);
                if (position == null) {
                    throw new SQLException("the combination " + values + " is written in another way");
                }
                order.add(position);
            }
        }
        if (order.size() != combinations.size()) {
            throw new SQLException(order.size() + " of " + combinations.size() + " combinations were taken");
        }
        return patched(bytes, combinations, order, width);
    }

    private static byte[] patched(
            byte[] bytes, List<ExtendedStatistics.Combination> combinations, List<Integer> order, int width) {
        int item = width * 3 + 16;
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int first = bytes.length - item * order.size();
        for (int i = 0; i < order.size(); i++) {
            var combination = combinations.get(order.get(i));
            int at = first + i * item + width;
            buffer.putDouble(at, combination.frequency()).putDouble(at + 8, combination.baseFrequency());
        }
        return bytes;
    }
}
