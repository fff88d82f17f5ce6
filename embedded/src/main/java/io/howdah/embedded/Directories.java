package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The directories that servers use, and what is done to whole trees of files. */
final class Directories {

    private static final Path SHARED_CACHE = Path.of("/var/cache/howdah");

    private static final Duration DELETION_LIMIT = Duration.ofSeconds(5);

    private Directories() {}

    /** {@code $XDG_CACHE_HOME/howdah}, else {@code ~/.cache/howdah}; overridden by the property howdah.cache. */
    static Path cache() {
        var property = System.getProperty("howdah.cache");
        if (property != null) {
            return created(Path.of(property), "rwxr-xr-x");
        }
        var xdg = System.getenv("XDG_CACHE_HOME");
        var home = System.getProperty("user.home", "/");
        var parent = xdg != null && xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache");
        return created(parent.resolve("howdah"), "rwxr-xr-x");
    }

    /** A directory of root's that every account can read. */
    static Path sharedCache() {
        return System.getProperty("howdah.cache") != null ? cache() : created(SHARED_CACHE, "rwxr-xr-x");
    }

    /** Creates a directory with these permissions, whatever the umask; one that exists is left as it is. */
    static Path created(Path directory, String permissions) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
            }
            return directory.toRealPath();
        } catch (IOException e) {
            throw failure("The directory " + directory + " cannot be created", e);
        }
    }

    /** Turns an I/O failure into a plain message, and a full disk into one of its own. */
    static ServerException failure(String what, IOException e) {
        if (Text.saysDiskFull(e.getMessage())) {
            return new ServerException(Reason.DISK_FULL, what + ": the disk is full.", e);
        }
        return new ServerException(Reason.DIRECTORY, what + ": " + Text.reason(e) + ".", e);
    }

    /** Makes an account, by name or number, the owner of a tree, touching only what belongs to others. */
    static void giveTo(String account, Path tree) {
        try {
            var owner = tree.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account);
            Files.walkFileTree(tree, visiting(path -> {
                if (!owner.equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS))) {
                    Files.setOwner(path, owner);
                }
            }));
        } catch (IOException e) {
            throw failure("The directory " + tree + " cannot be given to " + account, e);
        }
    }

    /** Removes a tree, though files in it may be vanishing or appearing meanwhile. */
    static void delete(Path tree) {
        var last = new AtomicReference<>(new IOException("it keeps changing"));
        if (!Waiting.until(DELETION_LIMIT, () -> deleted(tree, last))) {
            throw failure("The directory " + tree + " cannot be removed", last.get());
        }
    }

    private static boolean deleted(Path tree, AtomicReference<IOException> failure) {
        try {
            if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(tree, visiting(Files::deleteIfExists));
            }
            return true;
        } catch (IOException e) {
            failure.set(e);
            return false;
        }
    }

    /** Removes what is in a directory, but not the directory. */
    static void empty(Path directory) {
        try (var content = Files.newDirectoryStream(directory)) {
            content.forEach(Directories::delete);
        } catch (IOException e) {
            throw failure("What is in " + directory + " cannot be removed", e);
        }
    }

    private interface Action {
        void on(Path path) throws IOException;
    }

    private static FileVisitor<Path> visiting(Action action) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                action.on(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                action.on(directory);
                return FileVisitResult.CONTINUE;
            }
        };
    }
}
