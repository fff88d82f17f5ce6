package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final int LOADED_MAJOR = 18;

    @Test
    void runs_the_bundled_version_and_removes_its_directory() throws SQLException {
        Path data;
        try (var server = PostgresServer.builder().temporary().start()) {
            data = server.dataDirectory();

            assertThat(server.major()).isEqualTo(LOADED_MAJOR);
            assertThat(Ask.one(server, "show server_version")).startsWith("18.");
            assertThat(Ask.one(server, "show server_encoding")).isEqualTo("UTF8");
            assertThat(Ask.one(server, "select datlocale from pg_database where datname = 'postgres'"))
                    .isEqualTo("C.UTF-8");
            assertThat(server.logFile()).isRegularFile().hasParent(data);
        }
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void listens_on_the_loopback_address_only_and_asks_for_its_password() throws SQLException {
        try (var server = PostgresServer.builder().start()) {
            assertThat(Ask.one(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Ask.one(server, "show port")).isEqualTo(Integer.toString(server.port()));
            assertThatThrownBy(() -> Ask.connection(server, "wrong")).hasMessageContaining("password authentication");
        }
    }

    @Test
    void keeps_a_data_directory_with_its_password_for_the_next_start(@TempDir Path directory) throws Exception {
        var data = directory.resolve("a data's directory");
        String password;
        try (var server = PostgresServer.builder().dataDirectory(data).start()) {
            password = server.password();
            Ask.run(server, "create table kept as select 42 as answer");
            assertThat(Files.getPosixFilePermissions(data.resolve("howdah.password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        try (var server = PostgresServer.builder().dataDirectory(data).start()) {
            assertThat(server.password()).isEqualTo(password);
            assertThat(Ask.one(server, "select answer from kept")).isEqualTo("42");
        }
        assertThat(data).isNotEmptyDirectory();
    }

    @Test
    void gives_each_data_directory_another_password() {
        try (var one = PostgresServer.builder().start();
                var other = PostgresServer.builder().start()) {
            assertThat(one.password()).isNotEqualTo(other.password()).hasSize(32);
            assertThat(one.port()).isNotEqualTo(other.port());
            assertThat(one.dataDirectory()).isNotEqualTo(other.dataDirectory());
        }
    }

    @Test
    void holds_settings_through_stop_and_start_and_lets_alter_system_prevail() throws Exception {
        try (var server = PostgresServer.builder()
                .setting("work_mem", "5MB")
                .setting("a.setting", "it's a \\ test")
                .start()) {
            var port = server.port();
            Ask.run(server, "alter system set work_mem = '6MB'");
            server.stop();
            assertThat(server.running()).isFalse();
            server.startAgain();

            assertThat(server.port()).isEqualTo(port);
            assertThat(Ask.one(server, "show work_mem")).isEqualTo("6MB");
            assertThat(Ask.one(server, "show \"a.setting\"")).isEqualTo("it's a \\ test");
        }
    }

    @Test
    void takes_another_port_when_its_own_was_taken_while_it_was_stopped() throws Exception {
        try (var server = PostgresServer.builder().start()) {
            var port = server.port();
            server.stop();
            try (var taken = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
                server.startAgain();

                assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
                assertThat(Ask.one(server, "show port")).isEqualTo(Integer.toString(server.port()));
            }
        }
    }

    @Test
    void has_a_unix_socket_in_its_data_directory_where_the_path_is_short_enough(@TempDir Path directory)
            throws SQLException {
        try (var server = PostgresServer.builder()
                .dataDirectory(directory.resolve("short"))
                .start()) {
            assertThat(Ask.one(server, "show unix_socket_directories"))
                    .isEqualTo(server.dataDirectory().toString());
            assertThat(server.dataDirectory().resolve(".s.PGSQL." + server.port()))
                    .exists();
        }
        try (var server = PostgresServer.builder()
                .dataDirectory(directory.resolve("long".repeat(25)))
                .start()) {
            assertThat(Ask.one(server, "show unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void starts_after_a_crash() throws Exception {
        try (var server = PostgresServer.builder().start()) {
            Ask.run(server, "create table kept as select 1 as a");
            var pid = PostmasterFile.read(server.dataDirectory()).orElseThrow().pid();
            Commands.spawn(List.of("kill", "-KILL", Long.toString(pid))).waitFor();
            server.stop();
            server.startAgain();

            assertThat(Ask.one(server, "select a from kept")).isEqualTo("1");
        }
    }
}
