package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Binaries unpacked once for all processes.
 *
 * <p>A directory is named after its archive's size and checksum and appears by a rename, complete with the list of its
 * files. One whose files do not agree with its list is thrown away and unpacked anew.
 */
final class BinaryCache {

    private BinaryCache() {}

    static Installation unpacked(URL archive, Path cache, Account account) {
        var home = cache.resolve("postgres-" + identity(archive));
        return FileList.intact(home)
                .orElseGet(() -> Mutex.holding(
                        cache.resolve("unpacking.lock"),
                        () -> FileList.intact(home).orElseGet(() -> unpack(archive, home, account))));
    }

    private static Installation unpack(URL archive, Path home, Account account) {
        var half = home.resolveSibling(home.getFileName() + ".unpacking");
        try {
            Directories.delete(home);
            Directories.delete(half);
            try (var content = new BufferedInputStream(open(archive))) {
                Archive.extract(content, half);
            }
            var installation = Installation.at(half.resolve("bin"), account);
            FileList.write(half, installation.major());
            Files.move(half, home);
            return new Installation(home.resolve("bin"), installation.major());
        } catch (IOException e) {
            throw Directories.failure("PostgreSQL cannot be unpacked to " + home, e);
        } finally {
            Directories.delete(half);
        }
    }

    /** The archive's length and CRC-32, which a jar knows without being read. */
    private static String identity(URL archive) {
        try {
            if (archive.openConnection() instanceof JarURLConnection connection) {
                var entry = connection.getJarEntry();
                return entry.getSize() + "-" + Long.toHexString(entry.getCrc());
            }
            try (var content = new CheckedInputStream(open(archive), new CRC32())) {
                var size = content.transferTo(OutputStream.nullOutputStream());
                return size + "-" + Long.toHexString(content.getChecksum().getValue());
            }
        } catch (IOException e) {
            throw new ServerException(Reason.NO_BINARIES, "The archive " + archive + " cannot be read.", e);
        }
    }

    private static InputStream open(URL archive) throws IOException {
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
