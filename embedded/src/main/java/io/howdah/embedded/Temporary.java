package io.howdah.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that are removed with their server. */
final class Temporary {

    private static final String PREFIX = "howdah-server-";

    private Temporary() {}

    /** A new directory that every account may enter but not list. */
    static Path create() {
        try {
            var directory = Files.createTempDirectory(PREFIX).toRealPath();
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            return directory;
        } catch (IOException e) {
            throw Directories.failure(
                    "No temporary directory can be made in " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    /** Removes such a directory, and nothing that is not one. */
    static void delete(Path directory) {
        if (directory.getFileName().toString().startsWith(PREFIX)) {
            Directories.delete(directory);
        }
    }
}
