package io.howdah.engine.twin;

import io.howdah.engine.catalog.ExtendedStatistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the binary forms of {@code pg_ndistinct} and {@code pg_dependencies} (mvdistinct.c and dependencies.c). */
final class ExtendedBytes {

    private static final int DISTINCT_MAGIC = 0xA352BFA4;
    private static final int DEPENDENCIES_MAGIC = 0xB4549A2C;
    private static final int TYPE = 1;

    private ExtendedBytes() {}

    /**
     * Null where there are none.
     *
     * @param numbers the twin's numbers of columns by the original's
     */
    static byte @Nullable [] distinct(List<ExtendedStatistics.Distinct> items, Map<Integer, Integer> numbers) {
        if (items.isEmpty()) {
            return null;
        }
        int attributes = items.stream().mapToInt(i -> i.attributes().size()).sum();
        var buffer = header(items.size() * 12 + attributes * 2, DISTINCT_MAGIC, items.size());
        for (var item : items) {
            buffer.putDouble(item.count()).putInt(item.attributes().size());
            item.attributes().forEach(a -> buffer.putShort(number(a, numbers)));
        }
        return bytes(buffer);
    }

    /** Null where there are none. */
    static byte @Nullable [] dependencies(List<ExtendedStatistics.Dependency> items, Map<Integer, Integer> numbers) {
        if (items.isEmpty()) {
            return null;
        }
        int attributes = items.stream().mapToInt(i -> i.attributes().size()).sum();
        var buffer = header(items.size() * 10 + attributes * 2, DEPENDENCIES_MAGIC, items.size());
        for (var item : items) {
            buffer.putDouble(item.degree()).putShort((short) item.attributes().size());
            item.attributes().forEach(a -> buffer.putShort(number(a, numbers)));
        }
        return bytes(buffer);
    }

    /** Expressions have negative numbers, which are their own. */
    private static short number(int attribute, Map<Integer, Integer> numbers) {
        return (short) (attribute < 0 ? attribute : numbers.getOrDefault(attribute, attribute));
    }

    private static ByteBuffer header(int bytes, int magic, int count) {
        return ByteBuffer.allocate(12 + bytes)
                .order(ByteOrder.nativeOrder())
                .putInt(magic)
                .putInt(TYPE)
                .putInt(count);
    }

    private static byte[] bytes(ByteBuffer written) {
        var bytes = new byte[written.position()];
        written.flip().get(bytes);
        return bytes;
    }
}
