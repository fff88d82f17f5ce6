package io.howdah.engine.apply.fault;

import io.howdah.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small disk in memory that belongs to a server's account. Tests that need one are skipped where none can be mounted. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk of(PostgresServer server, int kilobytes) {
        try {
            var folder = Files.createTempDirectory("howdah-disk");
            var data = server.dataDirectory();
            var options = "size=" + kilobytes + "k,mode=0700,uid=" + Files.getAttribute(data, "unix:uid") + ",gid="
                    + Files.getAttribute(data, "unix:gid");
            boolean mounted = ran("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
            if (!mounted) {
                Files.delete(folder);
            }
            Assumptions.assumeTrue(mounted, "a small disk cannot be mounted here");
            return new SmallDisk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    void grow(int kilobytes) {
        if (!ran("mount", "-o", "remount,size=" + kilobytes + "k", folder.toString())) {
            throw new IllegalStateException("the disk does not grow");
        }
    }

    private static boolean ran(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The server must have stopped or have dropped what it had here. */
    @Override
    public void close() throws IOException {
        ran("umount", "-l", folder.toString());
        Files.deleteIfExists(folder);
    }
}
