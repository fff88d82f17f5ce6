package io.howdah.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that are removed with their server, in that of the property howdah.tmpdir, else of java.io.tmpdir. */
final class Temporary {

    private static final String PREFIX = "howdah-server-";

    private Temporary() {}

    /** A new directory that every account may enter but not list. */
    static Path create() {
        var parent = System.getProperty("howdah.tmpdir", System.getProperty("java.io.tmpdir"));
        try {
            var directory = Files.createTempDirectory(Path.of(parent), PREFIX).toRealPath();
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            return directory;
        } catch (IOException e) {
            throw Directories.failure("No temporary directory can be made in " + parent, e);
        }
    }

    /** Removes such a directory, and nothing that is not one. */
    static void delete(Path directory) {
        if (directory.getFileName().toString().startsWith(PREFIX)) {
            Directories.delete(directory);
        }
    }
}
