package io.howdah.engine.catalog;

import io.howdah.engine.Problem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The content of a file, unpacked where it is compressed with gzip, up to a size: a small file can unpack to any size. */
public final class LimitedStream extends FilterInputStream {

    private final Path path;
    private final long most;
    private long read;

    private LimitedStream(InputStream in, Path path, long most) {
        super(in);
        this.path = path;
        this.most = most;
    }

    /** @param most bytes, unpacked; a file with more is the user's mistake */
    public static LimitedStream open(Path path, long most) throws IOException {
        var plain = new BufferedInputStream(Files.newInputStream(path));
        try {
            return new LimitedStream(isZipped(plain) ? new GZIPInputStream(plain) : plain, path, most);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** By the first two bytes (RFC 1952); the stream stays where it is. */
    private static boolean isZipped(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return zipped;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > most) {
            throw Problem.input(
                    "%s holds more than %,d MB, which is the most that is read".formatted(path, most >> 20));
        }
    }
}
