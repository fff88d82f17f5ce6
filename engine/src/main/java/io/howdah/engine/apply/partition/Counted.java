package io.howdah.engine.apply.partition;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and sums up the lines of an archive as they pass. */
final class Counted {

    private final MessageDigest digest;
    private long rows;
    private long bytes;

    Counted() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(byte[] data, int offset, int length) {
        digest.update(data, offset, length);
        bytes += length;
        for (int i = offset; i < offset + length; i++) {
            if (data[i] == '\n') {
                rows++;
            }
        }
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    /** What was passed until now; to be asked for once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
