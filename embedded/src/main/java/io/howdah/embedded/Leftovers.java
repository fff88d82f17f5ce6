package io.howdah.embedded;

import java.nio.file.Files;

/**
 * Stops the servers and removes the temporary directories of processes that were killed. What resists keeps its entry in
 * the register and is tried again at the next start; it must not keep others from starting.
 */
final class Leftovers {

    private Leftovers() {}

    static void clear(Registry registry) {
        registry.orphans().forEach(Leftovers::clear);
    }

    private static void clear(Registry.Claim claim) {
        try {
            clear(claim.entry());
            claim.release();
        } catch (ServerException notNow) {
            claim.letGo();
        }
    }

    private static void clear(Entry entry) {
        var temporary = entry.temporary();
        var ours = PostmasterFile.read(entry.data())
                .filter(file -> entry.mayBeServer(file.pid()))
                .isPresent();
        if (ours) {
            Postmaster.stop(entry.data(), temporary == null ? Postmaster.Stop.FAST : Postmaster.Stop.IMMEDIATE);
        }
        if (temporary != null) {
            Temporary.delete(temporary);
        } else if (entry.initialising() && Files.isDirectory(entry.data())) {
            Directories.empty(entry.data());
        }
    }
}
