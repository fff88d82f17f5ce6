package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Relation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows drawn from a table's column statistics, and what they take on a page: header, null bitmap, alignment and line pointer
 * included (htup_details.h, tupmacs.h). The same columns give the same rows, so that two layouts can be compared.
 *
 * <p>Columns are drawn independently of each other. Text is as long as its values in the statistics; other types of varying
 * length, and texts too long for statistics, are spread evenly from half of their average to one and a half times it.
 */
final class RowSample {

    private static final int DRAWS = 1000;
    private static final int HEADER = 23;
    private static final int LINE_POINTER = 4;

    /** Values of up to so many bytes, their one byte of header included, are stored without alignment. */
    private static final int SHORT = 127;

    /** Of longer texts the statistics leave out too many (WIDTH_THRESHOLD, analyze.c). */
    private static final int LONG = 200;

    private static final Set<String> TEXT = Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar");

    private final List<Attribute> attributes;

    /** Bytes by draw and attribute; 0 for null. */
    private final int[][] widths;

    /** A column as rows store it. */
    private record Attribute(String name, int length, int alignment) {}

    private RowSample(List<Attribute> attributes, int[][] widths) {
        this.attributes = attributes;
        this.widths = widths;
    }

    static RowSample of(Relation table) {
        var columns =
                table.columns().stream().filter(c -> !"v".equals(c.generated())).toList();
        var widths = new int[DRAWS][columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            draw(columns.get(i), i, widths);
        }
        return new RowSample(
                columns.stream()
                        .map(c -> new Attribute(c.name(), c.length(), alignment(c.alignment())))
                        .toList(),
                widths);
    }

    /** The same rows with some columns of a fixed length and alignment. */
    RowSample with(Map<String, Integer> lengths, int alignment) {
        var changed = attributes.stream()
                .map(a -> lengths.containsKey(a.name()) ? new Attribute(a.name(), lengths.get(a.name()), alignment) : a)
                .toList();
        var others = new int[DRAWS][];
        for (int row = 0; row < DRAWS; row++) {
            others[row] = widths[row].clone();
            for (int i = 0; i < others[row].length; i++) {
                others[row][i] = others[row][i] == 0
                        ? 0
                        : lengths.getOrDefault(attributes.get(i).name(), others[row][i]);
            }
        }
        return new RowSample(changed, others);
    }

    /** The same rows with their columns in another order. */
    RowSample ordered(List<String> names) {
        var positions = names.stream()
                .mapToInt(n -> attributes.stream().map(Attribute::name).toList().indexOf(n))
                .toArray();
        var moved = new ArrayList<Attribute>();
        for (int position : positions) {
            moved.add(attributes.get(position));
        }
        var others = new int[DRAWS][positions.length];
        for (int row = 0; row < DRAWS; row++) {
            for (int i = 0; i < positions.length; i++) {
                others[row][i] = widths[row][positions[i]];
            }
        }
        return new RowSample(List.copyOf(moved), others);
    }

    /** Bytes that a row takes of a page on average. */
    double bytes() {
        long total = 0;
        for (int[] row : widths) {
            total += bytes(row);
        }
        return (double) total / DRAWS;
    }

    private int bytes(int[] row) {
        boolean nulls = false;
        for (int width : row) {
            nulls |= width == 0;
        }
        int header = aligned(HEADER + (nulls ? (row.length + 7) / 8 : 0), 8);
        int data = 0;
        for (int i = 0; i < row.length; i++) {
            var attribute = attributes.get(i);
            boolean unaligned = row[i] == 0 || (attribute.length() < 0 && row[i] <= SHORT);
            data = (unaligned ? data : aligned(data, attribute.alignment())) + row[i];
        }
        return aligned(header + data, 8) + LINE_POINTER;
    }

    private static int aligned(int bytes, int to) {
        return (bytes + to - 1) / to * to;
    }

    private static int alignment(String attalign) {
        return switch (attalign) {
            case "d" -> 8;
            case "i" -> 4;
            case "s" -> 2;
            default -> 1;
        };
    }

    private static void draw(Column column, int position, int[][] into) {
        var random = new SplittableRandom(column.number());
        var statistics = column.statistics();
        double nulls = statistics == null || column.notNull() ? 0 : statistics.nullFraction();
        var lengths = column.length() < 0 && statistics != null ? Lengths.of(column, statistics) : null;
        for (int[] row : into) {
            boolean isNull = random.nextDouble() < nulls;
            double share = random.nextDouble();
            row[position] = isNull ? 0 : lengths == null ? Math.max(1, column.length()) : lengths.at(share);
        }
    }

    /** The lengths of a column's values: of the common ones with their frequencies, of the rest by the histogram. */
    private record Lengths(List<Integer> common, List<Double> upTo, List<Integer> rest, double average) {

        static Lengths of(Column column, ColumnStatistics statistics) {
            boolean text = TEXT.contains(column.typeName()) && statistics.averageWidth() <= LONG;
            var common = text ? bytes(statistics.mostCommonValues()) : List.<Integer>of();
            var rest = text ? bytes(statistics.histogramBounds()) : List.<Integer>of();
            var upTo = new ArrayList<Double>();
            double sum = 0;
            double present = Math.max(1e-9, 1 - statistics.nullFraction());
            for (var frequency : ArrayText.elements(statistics.mostCommonFrequencies())) {
                sum += Double.parseDouble(frequency) / present;
                upTo.add(sum);
            }
            return new Lengths(common, upTo, rest, Math.max(1, statistics.averageWidth()));
        }

        int at(double share) {
            for (int i = 0; i < Math.min(common.size(), upTo.size()); i++) {
                if (share < upTo.get(i)) {
                    return common.get(i);
                }
            }
            double last = common.isEmpty() || upTo.isEmpty() ? 0 : Math.min(1, upTo.getLast());
            double within = last >= 1 ? 0 : (share - last) / (1 - last);
            return rest.isEmpty()
                    ? (int) Math.max(1, Math.round(average * (0.5 + within)))
                    : rest.get((int) Math.min(rest.size() - 1, within * rest.size()));
        }

        private static List<Integer> bytes(@Nullable String array) {
            return ArrayText.elements(array).stream()
                    .map(value -> value.getBytes(StandardCharsets.UTF_8).length)
                    .map(length -> length < SHORT ? length + 1 : length + 4)
                    .toList();
        }
    }
}
