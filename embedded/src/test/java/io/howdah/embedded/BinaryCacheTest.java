package io.howdah.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {

    private static final String PROGRAM = "#!/bin/sh\necho 'postgres (PostgreSQL) 16.4 (Debian)'\n";

    @TempDir
    private Path directory;

    @Test
    void unpacks_once() throws IOException {
        var archive = archive(Map.of("bin/postgres", PROGRAM, "share/a/b.sql", "select 1"));
        var first = unpacked(archive);
        var marked = Files.getLastModifiedTime(first.bin().resolve("postgres"));
        var second = unpacked(archive);

        assertThat(first).isEqualTo(second);
        assertThat(first.major()).isEqualTo(16);
        assertThat(first.bin().resolveSibling("share/a/b.sql")).hasContent("select 1");
        assertThat(Files.getLastModifiedTime(second.bin().resolve("postgres"))).isEqualTo(marked);
    }

    @Test
    void unpacks_again_when_a_file_is_missing() throws IOException {
        var archive = archive(Map.of("bin/postgres", PROGRAM, "share/b.sql", "select 1"));
        var file = unpacked(archive).bin().resolveSibling("share/b.sql");
        Files.delete(file);

        unpacked(archive);

        assertThat(file).hasContent("select 1");
    }

    @Test
    void unpacks_again_when_a_file_was_cut_short() throws IOException {
        var archive = archive(Map.of("bin/postgres", PROGRAM, "share/b.sql", "select 1"));
        var file = unpacked(archive).bin().resolveSibling("share/b.sql");
        Files.writeString(file, "sel");

        unpacked(archive);

        assertThat(file).hasContent("select 1");
    }

    @Test
    void unpacks_another_archive_beside_the_first() throws IOException {
        var one = unpacked(archive(Map.of("bin/postgres", PROGRAM)));
        var other = unpacked(archive(Map.of("bin/postgres", PROGRAM.replace("16.4", "17.1"))));

        assertThat(one.major()).isEqualTo(16);
        assertThat(other.major()).isEqualTo(17);
        assertThat(one.bin()).exists().isNotEqualTo(other.bin());
    }

    @Test
    void unpacks_once_for_many_threads() throws IOException {
        var archive = archive(Map.of("bin/postgres", PROGRAM));

        var homes = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> unpacked(archive))
                .collect(toSet());

        assertThat(homes).hasSize(1);
        assertThat(names(directory.resolve("cache"))).hasSize(2).contains("unpacking.lock");
    }

    @Test
    void unpacks_for_several_processes_at_once() throws Exception {
        var archive = archive(Map.of("bin/postgres", PROGRAM));
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Unpacking.class.getName(),
                archive.toString(),
                directory.resolve("cache").toString());
        var one = new ProcessBuilder(command).inheritIO().start();
        var other = new ProcessBuilder(command).inheritIO().start();

        assertThat(one.waitFor() + other.waitFor()).isZero();
        assertThat(names(directory.resolve("cache"))).hasSize(2);
    }

    /** Unpacks in another JVM. */
    static final class Unpacking {

        private Unpacking() {}

        public static void main(String[] arguments) throws IOException {
            BinaryCache.unpacked(
                    URI.create(arguments[0]).toURL(),
                    Directories.created(Path.of(arguments[1]), "rwxr-xr-x"),
                    new OwnAccount());
        }
    }

    @Test
    void refuses_an_archive_whose_programs_do_not_run_and_keeps_nothing_of_it() throws IOException {
        var archive = archive(Map.of("bin/postgres", "#!/bin/sh\necho 'GLIBC_2.99 not found'; exit 127\n"));

        assertThatThrownBy(() -> unpacked(archive))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("does not run on this machine: GLIBC_2.99 not found");
        assertThat(names(directory.resolve("cache"))).containsExactly("unpacking.lock");
    }

    @Test
    void refuses_an_archive_that_writes_elsewhere() throws IOException {
        var archive = archive(Map.of("../../evil", "content"));

        assertThatThrownBy(() -> unpacked(archive)).hasMessageContaining("points out of its directory");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void says_that_the_disk_is_full() throws Exception {
        var random = new byte[4 << 20];
        new Random(1).nextBytes(random);
        var archive = archive(Map.of("bin/postgres", PROGRAM, "share/big", new String(random, ISO_8859_1)));
        var cache = Files.createDirectory(directory.resolve("cache"));
        assumeThat(status("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", cache.toString()))
                .as("a small file system can be mounted")
                .isZero();
        try {
            assertThatThrownBy(() -> unpacked(archive))
                    .hasMessageContaining("cannot be unpacked to " + cache)
                    .hasMessageEndingWith("the disk is full.");
            assertThat(names(cache)).containsExactly("unpacking.lock");
        } finally {
            status("umount", cache.toString());
        }
    }

    private static int status(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }

    private Installation unpacked(URL archive) {
        var cache = Directories.created(directory.resolve("cache"), "rwxr-xr-x");
        return BinaryCache.unpacked(archive, cache, new OwnAccount());
    }

    private URL archive(Map<String, String> files) throws IOException {
        var file = Files.createTempFile(directory, "archive", ".txz");
        try (var tar = new TarArchiveOutputStream(new XZCompressorOutputStream(Files.newOutputStream(file)))) {
            for (var content : new TreeMap<>(files).entrySet()) {
                var bytes = content.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(content.getKey(), true);
                entry.setSize(bytes.length);
                entry.setMode(0755);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return file.toUri().toURL();
    }

    private static Set<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(toSet());
        }
    }
}
