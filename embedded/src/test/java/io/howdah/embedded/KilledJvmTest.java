package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of servers when their JVM ends without closing them. */
@Tag("slow")
class KilledJvmTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int EXIT_AFTER_SIGINT = 130;

    private static Path bin = Path.of("");

    @TempDir
    private Path directory;

    @BeforeAll
    static void the_bundled_programs() {
        bin = Binaries.bundled().install(Accounts.choose(RootWay.AUTOMATIC)).bin();
    }

    @Test
    void stops_and_removes_a_temporary_server_when_the_jvm_is_killed() throws Exception {
        try (var child = started()) {
            var data = child.data();
            var server = PostmasterFile.read(data).orElseThrow();

            child.kill();

            eventually(() -> !server.runsIn(data) && temporaryFiles().isEmpty());
            eventually(() -> register().isEmpty());
        }
    }

    @Test
    void stops_a_lasting_server_when_the_jvm_is_killed_and_keeps_its_data() throws Exception {
        var lasting = directory.resolve("data");
        try (var child = started(lasting.toString())) {
            var data = child.data();
            var server = PostmasterFile.read(data).orElseThrow();

            child.kill();

            eventually(() -> !server.runsIn(data));
            assertThat(Files.readString(data.resolve("howdah.log"))).contains("received fast shutdown request");
        }
        try (var again = started(lasting.toString())) {
            assertThat(again.data()).isEqualTo(lasting);
        }
    }

    @Test
    void clears_at_the_next_start_what_a_killed_jvm_and_its_watchdog_left() throws Exception {
        try (var child = started();
                var living = started()) {
            var data = child.data();
            var livingData = living.data();
            child.killWatchdogs();
            child.kill();
            assertThat(PostmasterFile.read(data).orElseThrow().runsIn(data)).isTrue();

            try (var next = started()) {
                next.data();

                assertThat(data.getParent()).doesNotExist();
                assertThat(PostmasterFile.read(livingData).orElseThrow().runsIn(livingData))
                        .isTrue();
            }
        }
    }

    @Test
    void starts_again_in_a_directory_whose_server_outlived_its_jvm() throws Exception {
        var lasting = directory.resolve("data").toString();
        try (var child = started(lasting)) {
            var data = child.data();
            var server = PostmasterFile.read(data).orElseThrow();
            child.killWatchdogs();
            child.kill();

            try (var next = started(lasting)) {
                assertThat(next.data()).isEqualTo(data);
                assertThat(PostmasterFile.read(data).orElseThrow().pid()).isNotEqualTo(server.pid());
            }
        }
    }

    @Test
    void stops_and_removes_a_temporary_server_on_ctrl_c() throws Exception {
        try (var child = started()) {
            var data = child.data();
            var server = PostmasterFile.read(data).orElseThrow();

            assertThat(child.interrupt()).isEqualTo(EXIT_AFTER_SIGINT);

            assertThat(server.runsIn(data)).isFalse();
            assertThat(temporaryFiles()).isEmpty();
            assertThat(register()).isEmpty();
        }
    }

    @Test
    void lets_the_server_live_until_the_jvm_stops_it_on_ctrl_c() throws Exception {
        var lasting = directory.resolve("data");
        try (var child = started(lasting.toString())) {
            var data = child.data();

            assertThat(child.interrupt()).isEqualTo(EXIT_AFTER_SIGINT);

            assertThat(Files.readString(data.resolve("howdah.log")))
                    .containsOnlyOnce("shutdown request")
                    .contains("database system is shut down");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 300, 900})
    void leaves_nothing_when_ctrl_c_comes_while_the_server_is_starting(long millis) throws Exception {
        try (var child = started()) {
            Thread.sleep(millis);

            assertThat(child.interrupt()).isEqualTo(EXIT_AFTER_SIGINT);

            assertThat(child.rest()).allMatch(line -> line.equals("CLOSED") || line.contains("howdah-server-"));
            assertThat(temporaryFiles()).isEmpty();
            assertThat(register()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {200, 1000})
    void begins_anew_in_a_directory_whose_making_was_killed(long millis) throws Exception {
        var lasting = directory.resolve("data").toString();
        try (var child = started(lasting)) {
            Thread.sleep(millis);
            child.killWatchdogs();
            child.kill();
        }
        try (var next = started(lasting)) {
            assertThat(next.data()).isEqualTo(Path.of(lasting));
        }
    }

    @Test
    void stops_the_server_when_the_jvm_exits_without_closing_it() throws Exception {
        try (var child = started()) {
            child.data();

            assertThat(child.end()).isZero();

            assertThat(temporaryFiles()).isEmpty();
        }
    }

    private Child started(String... arguments) throws IOException {
        var child = Child.start(directory, bin, arguments);
        assertThat(child.line()).isEqualTo("starting");
        return child;
    }

    private List<Path> temporaryFiles() {
        return files(directory.resolve("tmp")).stream()
                .filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                .toList();
    }

    private List<Path> register() {
        return files(directory.resolve("cache/running")).stream()
                .filter(file -> !file.endsWith("registry.lock"))
                .toList();
    }

    private static List<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Waiting.until(LIMIT, condition)).isTrue();
    }
}
