package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives the main forks of relations a size without giving them content: segments of 1 GiB that take no room on disk
 * (RELSEG_SIZE, pg_config.h; md.c opens the next segment only where the one before it is full).
 */
final class SparseFiles {

    static final long PAGE = 8192;

    private static final long SEGMENT = 1L << 30;
    private static final long PROBE = 256L << 20;
    private static final int PROBE_ATTEMPTS = 3;

    private final Path dataDirectory;

    SparseFiles(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Fails where the file system gives room to holes. Other programs may fill the disk meanwhile: asked thrice. */
    void check() {
        for (int attempt = 0; attempt < PROBE_ATTEMPTS; attempt++) {
            if (probe() < PROBE / 2) {
                return;
            }
        }
        throw Problem.refused(
                "the file system of " + dataDirectory + " has no sparse files, which the twin needs for the sizes of"
                        + " tables. Set the property howdah.tmpdir to a directory on ext4, xfs, btrfs, APFS or tmpfs.",
                null);
    }

    private long probe() {
        var file = dataDirectory.resolve("howdah-sparse");
        try {
            var store = Files.getFileStore(dataDirectory);
            long before = store.getUsableSpace();
            setLength(file, PROBE);
            long used = before - store.getUsableSpace();
            Files.delete(file);
            return used;
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    /** Makes a relation so many bytes long, rounded to whole pages; the content that is there stays. */
    void resize(String path, long bytes) {
        long left = (bytes + PAGE - 1) / PAGE * PAGE;
        var first = dataDirectory.resolve(path);
        try {
            setLength(first, Math.min(left, SEGMENT));
            left -= Math.min(left, SEGMENT);
            for (int number = 1; ; number++) {
                var segment = dataDirectory.resolve(path + "." + number);
                if (left == 0 && !Files.exists(segment)) {
                    return;
                }
                setSegment(first, segment, Math.min(left, SEGMENT));
                left -= Math.min(left, SEGMENT);
            }
        } catch (IOException e) {
            throw broken(first, e);
        }
    }

    /** The segment gets its owner and mode from the first one: the server may run under another account. */
    private static void setSegment(Path first, Path segment, long bytes) throws IOException {
        boolean created = !Files.exists(segment);
        setLength(segment, bytes);
        if (created) {
            Files.setOwner(segment, Files.getOwner(first));
            Files.setPosixFilePermissions(segment, Files.getPosixFilePermissions(first));
        }
    }

    /** Makes a relation look empty to sessions that open it now; {@link #resize} brings the other segments back to life. */
    void hide(String path) {
        var first = dataDirectory.resolve(path);
        try {
            setLength(first, 0);
        } catch (IOException e) {
            throw broken(first, e);
        }
    }

    private static void setLength(Path file, long bytes) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            if (open.length() != bytes) {
                open.setLength(bytes);
            }
        }
    }

    Path file(String path) {
        return dataDirectory.resolve(path);
    }

    private static Problem broken(Path file, IOException e) {
        return Problem.internal("cannot write " + file + ": " + e.getMessage(), e);
    }
}
