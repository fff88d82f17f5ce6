package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL refuses root; each way round that is tried where the tests run as root. */
class RootTest {

    @BeforeEach
    void only_as_root() {
        assumeThat(System.getProperty("user.name"))
                .as("this is about running as root")
                .isEqualTo("root");
    }

    @ParameterizedTest
    @EnumSource(
            value = RootWay.class,
            names = {"NAMESPACE", "OTHER_ACCOUNT"})
    void starts_stops_and_starts_again_with_files_that_root_wrote_meanwhile(RootWay way) throws Exception {
        try (var server = PostgresServer.builder().rootWay(way).start()) {
            Ask.run(server, "create table t as select 1 as a");
            var file = server.dataDirectory().resolve(Ask.one(server, "select pg_relation_filepath('t')"));
            server.stop();
            var again = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(file, again, StandardOpenOption.CREATE_NEW);
            server.startAgain();

            assertThat(Ask.one(server, "select a from t")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RootWay.class,
            names = {"NAMESPACE", "OTHER_ACCOUNT"})
    void goes_on_in_a_directory_that_was_made_the_other_way(RootWay way) throws Exception {
        var other = way == RootWay.NAMESPACE ? RootWay.OTHER_ACCOUNT : RootWay.NAMESPACE;
        var parent = Files.createTempDirectory("howdah-test");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            made(parent.resolve("data"), way, "create table kept as select 42 as answer");

            try (var server = PostgresServer.builder()
                    .dataDirectory(parent.resolve("data"))
                    .rootWay(other)
                    .start()) {
                assertThat(Ask.one(server, "select answer from kept")).isEqualTo("42");
            }
        } finally {
            Directories.delete(parent);
        }
    }

    private static void made(Path data, RootWay way, String sql) throws SQLException {
        try (var server =
                PostgresServer.builder().dataDirectory(data).rootWay(way).start()) {
            Ask.run(server, sql);
        }
    }

    @Test
    void runs_the_server_as_another_account() throws IOException {
        try (var server =
                PostgresServer.builder().rootWay(RootWay.OTHER_ACCOUNT).start()) {
            var pid = PostmasterFile.read(server.dataDirectory()).orElseThrow().pid();

            assertThat(Files.getOwner(Path.of("/proc", Long.toString(pid))).getName())
                    .isIn("postgres", "nobody");
            assertThat(server.bin().toString()).doesNotStartWith(System.getProperty("user.home"));
        }
    }

    @Test
    void says_that_the_other_account_cannot_reach_a_directory(@TempDir Path onlyForRoot) {
        assertThatThrownBy(() -> PostgresServer.builder()
                        .dataDirectory(onlyForRoot.resolve("data"))
                        .rootWay(RootWay.OTHER_ACCOUNT)
                        .start())
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DIRECTORY))
                .hasMessageContaining("cannot reach " + onlyForRoot.resolve("data"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void takes_on_the_account_nobody_by_each_command_there_is(List<String> way) {
        var account = Accounts.other("nobody", way);
        assumeThat(account).as(way.get(0) + " works here").isPresent();

        var result = new Commands(account.orElseThrow()).run(List.of("printf", "%s|", "a b", "it's"));
        assertThat(result.output()).isEqualTo("a b|it's|");
        assertThat(new Commands(account.orElseThrow()).run(List.of("id", "-un")).output())
                .isEqualTo("nobody");
        assertThat(new Commands(account.orElseThrow()).run(List.of("false")).succeeded())
                .isFalse();
    }

    static List<List<String>> ways() {
        return Accounts.ways();
    }

    @Test
    void does_not_take_on_an_account_that_does_not_exist() {
        assertThat(Accounts.other("no-such-account", Accounts.ways().get(0))).isEmpty();
    }
}
