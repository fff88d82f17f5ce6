package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the programs of PostgreSQL come from: an archive on the class path, or a directory of an installation. */
public final class Binaries {

    private static final int BUNDLED_MAJOR = 18;

    private final Source source;

    private Binaries(Source source) {
        this.source = source;
    }

    /** PostgreSQL 18, from the archive that is on the class path. */
    public static Binaries bundled() {
        return fromArtifact("");
    }

    /**
     * The archive for this platform that lies under a prefix on the class path.
     *
     * @param prefix the folder without slashes at its ends, such as {@code postgres-14}; empty for the root
     */
    public static Binaries fromArtifact(String prefix) {
        return fromArtifact(Binaries.class.getClassLoader(), prefix);
    }

    /** The archive for this platform that lies under a prefix of a class loader's resources. */
    public static Binaries fromArtifact(ClassLoader loader, String prefix) {
        var name = Platform.current().archiveName();
        var resource = prefix.isEmpty() ? name : prefix + "/" + name;
        return new Binaries(account -> BinaryCache.unpacked(archive(loader, resource), account.cache(), account));
    }

    /** The programs of an installation, such as those in {@code /usr/lib/postgresql/15/bin}. */
    public static Binaries installed(Path bin) {
        return new Binaries(account -> {
            if (!Files.isExecutable(bin.resolve("postgres")) || !Files.isExecutable(bin.resolve("initdb"))) {
                throw new ServerException(
                        Reason.NO_BINARIES, "There is no PostgreSQL in " + bin + ": postgres or initdb is missing.");
            }
            return Installation.at(bin, account);
        });
    }

    /** The major version of {@link #bundled()}. */
    public static int bundledMajor() {
        return BUNDLED_MAJOR;
    }

    /**
     * The programs of a major version if this machine has them: bundled, in a directory that the system property
     * {@code howdah.postgres-bin} or the environment variable {@code HOWDAH_POSTGRES_BIN} names, installed in a usual place, or
     * among the artifacts of Maven's local repository.
     */
    public static Optional<Binaries> ofMajor(int major) {
        return major == BUNDLED_MAJOR ? Optional.of(bundled()) : InstalledBinaries.ofMajor(major);
    }

    /** Makes the programs ready to be run by an account. */
    Installation install(Account account) {
        return source.install(account);
    }

    private static URL archive(ClassLoader loader, String resource) {
        var url = loader.getResource(resource);
        if (url == null) {
            throw new ServerException(
                    Reason.NO_BINARIES,
                    "There is no PostgreSQL for this platform on the class path: " + resource + " is missing."
                            + " Use an installed one by its bin directory.");
        }
        return url;
    }

    private interface Source {
        Installation install(Account account);
    }
}
