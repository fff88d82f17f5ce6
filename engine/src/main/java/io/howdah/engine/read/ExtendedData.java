package io.howdah.engine.read;

import io.howdah.engine.catalog.ExtendedStatistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the binary forms of {@code pg_ndistinct} and {@code pg_dependencies} apart (mvdistinct.c and dependencies.c; the same
 * from 14 to 18). The text forms round.
 */
final class ExtendedData {

    private static final int DISTINCT_MAGIC = 0xA352BFA4;
    private static final int DEPENDENCIES_MAGIC = 0xB4549A2C;

    private ExtendedData() {}

    static List<ExtendedStatistics.Distinct> distinct(byte @Nullable [] data) {
        var items = new ArrayList<ExtendedStatistics.Distinct>();
        var buffer = opened(data, DISTINCT_MAGIC);
        int count = buffer == null ? 0 : buffer.getInt(8);
        for (int i = 0; i < count && buffer != null; i++) {
            double number = buffer.getDouble();
            items.add(new ExtendedStatistics.Distinct(attributes(buffer, buffer.getInt()), number));
        }
        return List.copyOf(items);
    }

    static List<ExtendedStatistics.Dependency> dependencies(byte @Nullable [] data) {
        var items = new ArrayList<ExtendedStatistics.Dependency>();
        var buffer = opened(data, DEPENDENCIES_MAGIC);
        int count = buffer == null ? 0 : buffer.getInt(8);
        for (int i = 0; i < count && buffer != null; i++) {
            double degree = buffer.getDouble();
            items.add(new ExtendedStatistics.Dependency(attributes(buffer, buffer.getShort()), degree));
        }
        return List.copyOf(items);
    }

    /** Behind the header, in the byte order of the server; null where there is nothing, or a format that is not known. */
    private static @Nullable ByteBuffer opened(byte @Nullable [] data, int magic) {
        if (data == null || data.length < 12) {
            return null;
        }
        var buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(0) != magic) {
            buffer.order(ByteOrder.BIG_ENDIAN);
        }
        return buffer.getInt(0) == magic ? buffer.position(12) : null;
    }

    private static List<Integer> attributes(ByteBuffer buffer, int count) {
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            numbers.add((int) buffer.getShort());
        }
        return List.copyOf(numbers);
    }
}
