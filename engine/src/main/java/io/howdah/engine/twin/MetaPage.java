package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.GinCounters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes what the planner reads from the meta pages of GIN and BRIN indexes into their files; both stand behind the page's
 * header of 24 bytes (ginblock.h {@code GinMetaPageData}, brin_page.h {@code BrinMetaPageData}; the same from 14 to 18).
 */
final class MetaPage {

    private static final int HEADER = 24;
    private static final int BRIN_MAGIC = 0xA8109CFA;

    /** Ranges of a page of the map (REVMAP_PAGE_MAXITEMS). */
    private static final int RANGES_PER_PAGE = 1360;

    private MetaPage() {}

    /** The page must not be in the server's buffers. */
    static void gin(Path file, GinCounters counters) {
        change(
                file,
                page -> page.putInt(HEADER + 12, (int) counters.pendingPages())
                        .putInt(HEADER + 24, (int) counters.totalPages())
                        .putInt(HEADER + 28, (int) counters.entryPages())
                        .putInt(HEADER + 32, (int) counters.dataPages())
                        .putLong(HEADER + 40, counters.entries()));
    }

    /** As many pages of the map as a table of so many pages needs; the page must not be in the server's buffers. */
    static void brin(Path file, long tablePages) {
        change(file, page -> {
            if (page.getInt(HEADER) == BRIN_MAGIC) {
                long ranges = Math.ceilDiv(Math.max(1, tablePages), page.getInt(HEADER + 8));
                page.putInt(HEADER + 12, (int) Math.ceilDiv(ranges, (long) RANGES_PER_PAGE));
            }
        });
    }

    private interface Change {
        void apply(ByteBuffer page);
    }

    private static void change(Path file, Change change) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var page = ByteBuffer.allocate((int) SparseFiles.PAGE).order(ByteOrder.nativeOrder());
            channel.read(page, 0);
            change.apply(page);
            channel.write(page.rewind(), 0);
        } catch (IOException e) {
            throw Problem.internal("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
