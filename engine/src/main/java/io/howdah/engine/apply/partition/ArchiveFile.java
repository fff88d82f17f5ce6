package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file with the rows of what was a partition: gzip of one line of JSON, the {@link ArchiveHeader}, and of the rows as COPY writes them
 * in its text format and in UTF-8. Written under another name, read back, and only then given its own.
 */
final class ArchiveFile {

    private static final int LONGEST_HEADER = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ArchiveFile() {}

    /** What writes the rows. */
    interface Rows {
        void writeTo(OutputStream out) throws IOException, java.sql.SQLException;
    }

    /** What the header says, given how many rows there were. */
    interface Head {
        ArchiveHeader of(Counted rows);
    }

    /** Writes the file, beside its own name first; what was there under that name before is there until the new one is whole. */
    static ArchiveHeader write(Path file, Head head, Rows rows) throws IOException, java.sql.SQLException {
        var data = file.resolveSibling(file.getFileName() + ".rows.tmp");
        var whole = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            var counted = new Counted();
            try (var out = new Counting(new GZIPOutputStream(Files.newOutputStream(data), 1 << 16), counted)) {
                rows.writeTo(out);
            }
            var header = head.of(counted);
            try (var out = Files.newOutputStream(whole)) {
                out.write(packed(MAPPER.writeValueAsBytes(header)));
                Files.copy(data, out);
            }
            verify(whole);
            sync(whole, false);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(Objects.requireNonNull(file.toAbsolutePath().getParent()), true);
            return header;
        } finally {
            Files.deleteIfExists(data);
            Files.deleteIfExists(whole);
        }
    }

    private static byte[] packed(byte[] json) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(json);
            out.write('\n');
        }
        return bytes.toByteArray();
    }

    private static void sync(Path path, boolean directory) throws IOException {
        try (var channel = FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Reads it to its end; a problem where the rows are not those that the header tells of. */
    static ArchiveHeader verify(Path file) throws IOException {
        try (var in = open(file)) {
            in.rows().transferTo(OutputStream.nullOutputStream());
            in.mustBeWhole();
            return in.header();
        }
    }

    static ArchiveHeader header(Path file) throws IOException {
        try (var in = open(file)) {
            return in.header();
        }
    }

    static Open open(Path file) throws IOException {
        var in = new BufferedInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16));
        try {
            return new Open(file, in, head(file, in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static ArchiveHeader head(Path file, InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() > LONGEST_HEADER) {
                throw notOurs(file);
            }
            line.write(b);
        }
        try {
            var header = MAPPER.readValue(line.toByteArray(), ArchiveHeader.class);
            if (!ArchiveHeader.FORMAT.equals(header.format())) {
                throw notOurs(file);
            }
            if (header.version() > ArchiveHeader.VERSION) {
                throw Problem.input("Archive " + file + " was written by a newer version of Howdah; use that");
            }
            return header;
        } catch (JacksonException e) {
            throw notOurs(file);
        }
    }

    private static Problem notOurs(Path file) {
        return Problem.input("File " + file + " is no archive of a partition");
    }

    /** An archive whose header was read. */
    static final class Open implements AutoCloseable {

        private final Path file;
        private final InputStream in;
        private final ArchiveHeader header;
        private final Counted counted = new Counted();

        private Open(Path file, InputStream in, ArchiveHeader header) {
            this.file = file;
            this.in = in;
            this.header = header;
        }

        ArchiveHeader header() {
            return header;
        }

        InputStream rows() {
            return new Reading(in, counted);
        }

        /** When the rows were read. */
        void mustBeWhole() {
            if (counted.rows() != header.rows()
                    || counted.bytes() != header.bytes()
                    || !counted.sha256().equals(header.sha256())) {
                throw Problem.refused(
                        "Archive " + file + " is damaged: its header tells of " + header.rows() + " rows in "
                                + header.bytes() + " bytes with a certain checksum, but read were " + counted.rows()
                                + " rows in " + counted.bytes() + " bytes",
                        null);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Counts what is written. */
    private static final class Counting extends FilterOutputStream {

        private final Counted counted;

        Counting(OutputStream out, Counted counted) {
            super(out);
            this.counted = counted;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            out.write(data, offset, length);
            counted.add(data, offset, length);
        }
    }

    /** Counts what is read. */
    private static final class Reading extends FilterInputStream {

        private final Counted counted;

        Reading(InputStream in, Counted counted) {
            super(in);
            this.counted = counted;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] data, int offset, int length) throws IOException {
            int read = super.read(data, offset, length);
            if (read > 0) {
                counted.add(data, offset, read);
            }
            return read;
        }
    }
}
