package io.howdah.engine.read.dump;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.LimitedStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a dump in plain format, compressed with gzip or not; refuses pg_dump's other formats. */
final class DumpText {

    private static final String PLAIN = "; write it by pg_dump --format=plain";

    /** Bytes unpacked. A schema of ten thousand tables takes some ten MB. */
    private static final long LARGEST = 512L << 20;

    private DumpText() {}

    static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw Problem.input(file + " is a folder and not a plain dump" + PLAIN);
        }
        if (!Files.exists(file)) {
            throw Problem.input(file + " does not exist");
        }
        try {
            return text(file, unpacked(file));
        } catch (CharacterCodingException e) {
            throw new Problem(
                    Problem.Kind.INPUT, file + " is not a text in UTF-8; write it by pg_dump --encoding=UTF8", e);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read " + file, e);
        }
    }

    private static byte[] unpacked(Path file) throws IOException {
        try (var in = LimitedStream.open(file, LARGEST)) {
            return in.readAllBytes();
        }
    }

    private static String text(Path file, byte[] bytes) throws CharacterCodingException {
        if (startsWith(bytes, "PGDMP")) {
            throw Problem.input(file + " is a dump in custom format" + PLAIN);
        }
        if (startsWith(bytes, "toc.dat")) {
            throw Problem.input(file + " is a dump in tar format" + PLAIN);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        return new String(bytes, 0, Math.min(bytes.length, magic.length()), StandardCharsets.ISO_8859_1).equals(magic);
    }
}
