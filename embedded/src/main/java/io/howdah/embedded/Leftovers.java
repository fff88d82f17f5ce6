package io.howdah.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stops the servers and removes the temporary directories of processes that were killed. */
final class Leftovers {

    private Leftovers() {}

    static void clear(Registry registry) {
        registry.orphans().forEach(Leftovers::clear);
    }

    private static void clear(Registry.Claim claim) {
        var entry = claim.entry();
        var temporary = entry.temporary();
        try {
            if (temporary != null) {
                Postmaster.stop(entry.data(), Postmaster.Stop.IMMEDIATE);
                Temporary.delete(temporary);
            } else {
                Postmaster.stop(entry.data(), Postmaster.Stop.FAST);
                if (entry.initialising() && Files.isDirectory(entry.data())) {
                    empty(entry.data());
                }
            }
        } finally {
            claim.release();
        }
    }

    /** Only initdb has written here, into a directory that was empty. */
    private static void empty(Path data) {
        try (var content = Files.newDirectoryStream(data)) {
            content.forEach(Directories::delete);
        } catch (IOException e) {
            throw Directories.failure("What is left of " + data + " cannot be removed", e);
        }
    }
}
