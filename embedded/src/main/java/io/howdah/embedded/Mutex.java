package io.howdah.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Lets one thread of one process at a time work in a directory, by a lock on a file that is never removed. */
final class Mutex {

    private Mutex() {}

    static synchronized <T> T holding(Path file, Supplier<T> work) {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return work.get();
        } catch (IOException e) {
            throw Directories.failure("The lock " + file + " cannot be taken", e);
        }
    }
}
