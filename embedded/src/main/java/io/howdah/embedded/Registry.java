package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Which data directories are in use by which processes.
 *
 * <p>Each use has an entry, and beside it a lock that its owner holds as long as it lives. An entry is an orphan when its
 * owner's process is gone <em>and</em> the lock is free. POSIX drops a process's locks on a file when the process closes
 * any descriptor of it, so a lock that this JVM holds is never opened again.
 */
final class Registry {

    private static final Set<Path> HELD = new HashSet<>();

    private final Path directory;

    Registry(Path directory) {
        this.directory = Directories.created(directory, "rwx------");
    }

    /** A data directory taken by this JVM. */
    final class Claim {

        private final Path file;
        private final FileChannel lock;
        private Entry entry;

        private Claim(Path file, FileChannel lock, Entry entry) {
            this.file = file;
            this.lock = lock;
            this.entry = entry;
        }

        Entry entry() {
            return entry;
        }

        Path file() {
            return file;
        }

        /** Marks the content of the data directory as worthless until initdb has finished. */
        void initialising(boolean now) {
            entry = entry.initialising(now);
            entry.write(file);
        }

        void server(long pid) {
            entry = entry.server(pid);
            entry.write(file);
        }

        /** Gives the lock back and keeps the entry, for the next to try. */
        void letGo() {
            exclusively(() -> {
                unlock();
                return true;
            });
        }

        void release() {
            exclusively(() -> {
                forget();
                return true;
            });
        }

        private void unlock() {
            try {
                lock.close();
                HELD.remove(file);
            } catch (IOException e) {
                throw Directories.failure("The lock of " + file + " cannot be given back", e);
            }
        }

        private void forget() {
            try {
                Files.deleteIfExists(file);
                Files.deleteIfExists(lockOf(file));
                unlock();
            } catch (IOException e) {
                throw Directories.failure("The entry " + file + " cannot be removed", e);
            }
        }
    }

    /** Takes a data directory, or says who has it. */
    Claim claim(Entry entry) {
        var file = directory.resolve(
                UUID.nameUUIDFromBytes(entry.data().toString().getBytes(StandardCharsets.UTF_8)) + ".properties");
        return exclusively(() -> {
            var claim = tryTake(file, entry).orElseThrow(() -> inUse(file, entry));
            entry.write(file);
            return claim;
        });
    }

    /** Takes over what processes that are gone have left behind. */
    List<Claim> orphans() {
        return exclusively(() -> {
            var orphans = new ArrayList<Claim>();
            try (var files = Files.newDirectoryStream(directory, "*.properties")) {
                for (Path file : files) {
                    Entry.read(file)
                            .filter(entry -> !entry.ownerLives())
                            .flatMap(entry -> tryTake(file, entry))
                            .ifPresent(orphans::add);
                }
            } catch (IOException e) {
                throw Directories.failure("The register of running servers " + directory + " cannot be read", e);
            }
            return orphans;
        });
    }

    private Optional<Claim> tryTake(Path file, Entry entry) {
        if (HELD.contains(file)) {
            return Optional.empty();
        }
        try {
            var channel = FileChannel.open(lockOf(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            HELD.add(file);
            return Optional.of(new Claim(file, channel, entry));
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            return Optional.empty();
        } catch (IOException e) {
            throw Directories.failure("The lock of " + file + " cannot be taken", e);
        }
    }

    private static ServerException inUse(Path file, Entry wanted) {
        var owner = Entry.read(file).map(entry -> " " + entry.owner()).orElse("");
        return new ServerException(
                Reason.IN_USE, "The data directory " + wanted.data() + " is in use by process" + owner + ".");
    }

    private static Path lockOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    private <T> T exclusively(Supplier<T> work) {
        return Mutex.holding(directory.resolve("registry.lock"), work);
    }
}
