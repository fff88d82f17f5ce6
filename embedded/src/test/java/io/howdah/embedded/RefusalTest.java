package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a server cannot be started. */
class RefusalTest {

    @TempDir
    private Path directory;

    @AfterEach
    void nothing_is_left_running() {
        assertThat(PostmasterFile.read(directory.resolve("data"))).isEmpty();
    }

    @Test
    void a_data_directory_in_use_by_this_process() {
        try (var server = inData().start()) {
            assertThat(refusal(inData(), Reason.IN_USE))
                    .isEqualTo("The data directory " + server.dataDirectory() + " is in use by process "
                            + ProcessHandle.current().pid() + ".");
        }
    }

    @Test
    void a_data_directory_in_use_by_another_process() throws Exception {
        var bin = Binaries.bundled().install(Accounts.choose(RootWay.AUTOMATIC)).bin();
        var data = directory.resolve("data");
        try (var child = Child.start(directory, bin, data.toString());
                var second = Child.start(directory, bin, data.toString())) {
            var outcomes = List.of(outcome(child), outcome(second));

            assertThat(outcomes).containsExactlyInAnyOrder(data.toString(), "IN_USE");
            child.end();
            second.end();
        }
    }

    private static String outcome(Child child) throws IOException {
        child.line();
        return child.line();
    }

    @Test
    void a_data_directory_whose_server_somebody_else_started() {
        var account = Accounts.choose(RootWay.AUTOMATIC);
        var installation = Binaries.bundled().install(account);
        try (var server = inData().start()) {
            server.stop();
        }
        var cluster = new Cluster(directory.resolve("data"));
        Postmaster.start(cluster, installation, new Commands(account));
        try {
            assertThat(refusal(inData(), Reason.IN_USE))
                    .contains("is in use by the server with process number "
                            + PostmasterFile.read(cluster.data()).orElseThrow().pid());
            assertThat(PostmasterFile.read(cluster.data()).orElseThrow().runsIn(cluster.data()))
                    .isTrue();
        } finally {
            Postmaster.stop(cluster.data(), Postmaster.Stop.FAST);
        }
    }

    @Test
    void a_data_directory_of_another_major_version() throws IOException {
        inData().start().close();
        Files.writeString(directory.resolve("data/PG_VERSION"), "17\n");

        assertThat(refusal(inData(), Reason.OTHER_MAJOR))
                .startsWith("The data directory " + directory.resolve("data")
                        + " was made by PostgreSQL 17 and cannot be used by 18.");
    }

    @Test
    void a_directory_with_something_else_in_it() throws IOException {
        var letter = directory.resolve("data/letter.txt");
        Files.createDirectory(letter.getParent());
        Files.writeString(letter, "dear reader");
        var owner = Files.getOwner(letter);

        assertThat(refusal(inData(), Reason.DIRECTORY)).contains("is not empty and was not made by Howdah");
        assertThat(letter).hasContent("dear reader");
        assertThat(Files.getOwner(letter)).isEqualTo(owner);
    }

    @Test
    void a_path_that_is_not_a_directory() throws IOException {
        Files.writeString(directory.resolve("data"), "a file");

        assertThat(refusal(inData(), Reason.DIRECTORY)).contains("cannot be created");
        Files.delete(directory.resolve("data"));
    }

    @Test
    void an_option_that_initdb_does_not_know() {
        assertThat(refusal(inData().initdbOption("--no-such-option"), Reason.INITDB))
                .contains("initdb said:")
                .contains("no-such-option");
        assertThat(directory.resolve("data")).isEmptyDirectory();
    }

    @Test
    void a_setting_that_the_server_does_not_take_with_the_last_lines_of_its_log() {
        assertThat(refusal(inData().setting("shared_buffers", "many"), Reason.START))
                .contains("howdah.log ends with:")
                .contains("invalid value for parameter \"shared_buffers\": \"many\"");

        inData().start().close();
    }

    @Test
    void a_port_that_was_asked_for_and_is_taken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(refusal(inData().port(taken.getLocalPort()), Reason.PORT_TAKEN))
                    .isEqualTo("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken. Choose another.");
        }
    }

    @Test
    void a_port_that_somebody_took_in_the_last_moment_is_recognised() throws IOException {
        var account = Accounts.choose(RootWay.AUTOMATIC);
        var installation = Binaries.bundled().install(account);
        inData().start().close();
        var cluster = new Cluster(directory.resolve("data"));
        try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            cluster.configure(taken.getLocalPort(), Map.of());

            assertThatThrownBy(() -> Postmaster.start(cluster, installation, new Commands(account)))
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PORT_TAKEN));
        }
    }

    @Test
    void a_full_disk() throws Exception {
        var small = Files.createDirectory(directory.resolve("small"));
        assumeThat(status("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", small.toString()))
                .as("a small file system can be mounted")
                .isZero();
        try {
            var data = small.resolve("data");
            assertThat(refusal(PostgresServer.builder().dataDirectory(data), Reason.DISK_FULL))
                    .isEqualTo("The data directory " + data + " cannot be made: the disk is full.");
            assertThat(data).isEmptyDirectory();
        } finally {
            status("umount", small.toString());
        }
    }

    @Test
    void binaries_that_are_not_on_the_class_path() {
        var elsewhere = PostgresServer.builder().binaries(Binaries.fromArtifact("postgres-9"));

        assertThat(refusal(elsewhere, Reason.NO_BINARIES))
                .contains("postgres-9/postgres-")
                .contains("is missing");
    }

    @Test
    void binaries_that_are_not_in_the_directory() {
        var elsewhere = PostgresServer.builder().binaries(Binaries.installed(directory));

        assertThat(refusal(elsewhere, Reason.NO_BINARIES))
                .isEqualTo("There is no PostgreSQL in " + directory + ": postgres or initdb is missing.");
    }

    @Test
    void a_system_that_there_are_no_binaries_for() {
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
                .hasMessage("PostgreSQL can be run by Howdah on Linux and macOS only; this is Windows 11 on amd64.");
    }

    @Test
    void a_start_after_the_server_was_closed() {
        var server = PostgresServer.builder().start();
        server.close();

        assertThatThrownBy(server::startAgain).hasMessageContaining("was closed");
    }

    private ServerBuilder inData() {
        return PostgresServer.builder().dataDirectory(directory.resolve("data"));
    }

    private static String refusal(ServerBuilder builder, Reason reason) {
        var refusal = catchThrowableOfType(
                ServerException.class, () -> builder.start().close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        return String.valueOf(refusal.getMessage());
    }

    private static int status(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
