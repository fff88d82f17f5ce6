package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left alone, and what is not, when the entry of a dead owner is found. */
class LeftoversTest {

    /** Larger than any process number on Linux and macOS. */
    private static final long NOBODYS_PID = 99_999_999;

    @TempDir
    private Path directory;

    private Path data = Path.of("");

    @BeforeEach
    void a_data_directory() {
        data = Directories.created(directory.resolve("data"), "rwx------");
    }

    @Test
    void a_server_that_somebody_else_started_in_the_directory_later_is_left_alone() {
        try (var server = PostgresServer.builder().dataDirectory(data).start()) {
            entry(null, false, NOBODYS_PID);

            Leftovers.clear(registry());

            assertThat(server.running()).isTrue();
            assertThat(PostmasterFile.read(data).orElseThrow().runsIn(data)).isTrue();
        }
    }

    @Test
    void a_process_that_has_the_number_of_a_server_that_is_gone_is_left_alone() throws IOException {
        var other = ProcessHandle.current().pid();
        Files.writeString(PostmasterFile.in(data), other + "\n" + data + "\n");
        entry(null, false, other);

        Leftovers.clear(registry());

        assertThat(PostmasterFile.read(data).orElseThrow().runsIn(data)).isFalse();
        assertThat(registered()).isFalse();
    }

    @Test
    void an_unfinished_directory_is_emptied_and_a_finished_one_is_kept() throws IOException {
        Files.writeString(data.resolve("content"), "half");
        entry(null, true, 0);
        Leftovers.clear(registry());
        assertThat(data).isEmptyDirectory();

        Files.writeString(data.resolve("content"), "whole");
        entry(null, false, 0);
        Leftovers.clear(registry());
        assertThat(data.resolve("content")).hasContent("whole");
    }

    @Test
    void a_temporary_directory_is_removed_only_if_it_is_one() throws IOException {
        var temporary = Files.createDirectories(directory.resolve("howdah-server-1/data"))
                .getParent();
        entry(temporary, false, 0);
        Leftovers.clear(registry());
        assertThat(temporary).doesNotExist();

        entry(data, false, 0);
        Leftovers.clear(registry());
        assertThat(data).exists();
    }

    @Test
    void a_file_that_is_no_entry_is_left_alone() throws IOException {
        registry();
        Files.writeString(directory.resolve("running/odd.properties"), "owner=me\n");

        Leftovers.clear(registry());

        assertThat(directory.resolve("running/odd.properties")).exists();
    }

    private Registry registry() {
        return new Registry(directory.resolve("running"));
    }

    private void entry(@Nullable Path temporary, boolean initialising, long server) {
        registry();
        new Entry(
                        NOBODYS_PID,
                        Instant.EPOCH,
                        data,
                        temporary,
                        initialising,
                        server,
                        UUID.randomUUID().toString())
                .write(directory.resolve("running/entry.properties"));
    }

    private boolean registered() {
        return Files.exists(directory.resolve("running/entry.properties"));
    }
}
