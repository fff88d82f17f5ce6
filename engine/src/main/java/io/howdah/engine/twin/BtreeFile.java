package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a B-tree that is so many levels high and holds no key into the file of a B-tree index without keys.
 *
 * <p>The planner charges each descent with the height that the meta page states, and goes down to the first and the last
 * leaf for the smallest and the largest key. Block 0 stays the meta page that the server wrote, with the root and the level
 * changed; block 1 is the root; each inner page holds one downlink without key attributes to the next block; the last block
 * is an empty leaf. A tree of a single leaf needs none: without a root the height is 0 as well. Formats: nbtree.h
 * ({@code BTMetaPageData}, {@code BTPageOpaqueData}), itup.h, bufpage.h and itemid.h of PostgreSQL 18; {@code BTREE_VERSION} 4.
 *
 * <p>A big database has more indexes than anything else, so the meta page takes as little of the disk as it can: it says of
 * itself that it is {@link #BLOCK} bytes long, and has its special space there. The server finds that space by what the page
 * says, and never copies or divides a meta page; the rest of the block is a hole.
 */
final class BtreeFile {

    private static final int PAGE = 8192;

    /** What file systems give out at least. */
    private static final int BLOCK = 4096;

    private static final int SPECIAL_SIZE = 16;
    private static final int LAYOUT_VERSION = 4;
    private static final int HEADER = 24;
    private static final int SPECIAL = PAGE - SPECIAL_SIZE;
    private static final int META = HEADER;
    private static final int MAGIC = 0x053162;
    private static final int DOWNLINK_SIZE = 8;
    private static final int ALTERNATIVE_TID = 0x2000;
    private static final int LEAF = 1;
    private static final int ROOT = 2;

    private BtreeFile() {}

    /**
     * The file must not be in the server's buffers, must begin with a meta page, and is as long as the tree's pages afterwards.
     */
    static void write(Path file, int height) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var meta = page();
            channel.read(meta, 0);
            if (meta.getInt(META) != MAGIC) {
                throw Problem.internal(file + " holds no B-tree", null);
            }
            channel.truncate(BLOCK);
            channel.write(metaPage(meta, height), 0);
            for (int level = height, block = 1; level >= 0 && height > 0; level--, block++) {
                channel.write(treePage(block, level, level == height), (long) block * PAGE);
            }
        } catch (IOException e) {
            throw Problem.internal("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The beginning of a meta page, which is all of it. */
    private static ByteBuffer metaPage(ByteBuffer meta, int height) {
        var special = new byte[SPECIAL_SIZE];
        meta.get(Short.toUnsignedInt(meta.getShort(16)), special);
        int root = height == 0 ? 0 : 1;
        meta.putShort(14, (short) (BLOCK - SPECIAL_SIZE)).putShort(16, (short) (BLOCK - SPECIAL_SIZE));
        meta.putShort(18, (short) (BLOCK | LAYOUT_VERSION));
        meta.putInt(META + 8, root).putInt(META + 12, height);
        meta.putInt(META + 16, root).putInt(META + 20, height);
        meta.put(BLOCK - SPECIAL_SIZE, special);
        return meta.rewind().limit(BLOCK);
    }

    /** {@code btm_allequalimage}. */
    static boolean equalImage(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var flag = ByteBuffer.allocate(1);
            channel.read(flag, META + 40);
            return flag.get(0) == 1;
        } catch (IOException e) {
            throw Problem.internal("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static ByteBuffer treePage(int block, int level, boolean root) {
        var page = page();
        int upper = level == 0 ? SPECIAL : SPECIAL - DOWNLINK_SIZE;
        page.putShort(12, (short) (level == 0 ? HEADER : HEADER + 4));
        page.putShort(14, (short) upper);
        page.putShort(16, (short) SPECIAL);
        page.putShort(18, (short) (PAGE | LAYOUT_VERSION));
        if (level > 0) {
            page.putInt(HEADER, upper | 1 << 15 | DOWNLINK_SIZE << 17);
            putDownlink(page, upper, block + 1);
        }
        page.putInt(SPECIAL + 8, level);
        page.putShort(SPECIAL + 12, (short) ((level == 0 ? LEAF : 0) | (root ? ROOT : 0)));
        return page;
    }

    private static void putDownlink(ByteBuffer page, int at, int child) {
        page.putShort(at, (short) (child >>> 16));
        page.putShort(at + 2, (short) child);
        page.putShort(at + 4, (short) 0);
        page.putShort(at + 6, (short) (ALTERNATIVE_TID | DOWNLINK_SIZE));
    }

    private static ByteBuffer page() {
        return ByteBuffer.allocate(PAGE).order(ByteOrder.nativeOrder());
    }
}
