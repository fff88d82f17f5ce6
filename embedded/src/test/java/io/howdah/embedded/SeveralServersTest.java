package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralServersTest {

    @Test
    void run_at_once_in_one_jvm() throws Exception {
        var servers = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> PostgresServer.builder().setting("fsync", "off").start())
                .toList();
        try {
            assertThat(servers.stream().map(PostgresServer::port).distinct()).hasSize(4);
            for (PostgresServer server : servers) {
                assertThat(Ask.one(server, "show data_directory"))
                        .isEqualTo(server.dataDirectory().toString());
            }
        } finally {
            servers.forEach(PostgresServer::close);
        }
        assertThat(servers)
                .allSatisfy(server -> assertThat(server.dataDirectory()).doesNotExist());
    }

    @Test
    void run_at_once_in_several_jvms_and_end_one_by_one(@TempDir Path directory) throws Exception {
        var bin = Binaries.bundled().install(Accounts.choose(RootWay.AUTOMATIC)).bin();
        try (var one = Child.start(directory, bin);
                var other = Child.start(directory, bin)) {
            for (Child child : List.of(one, other)) {
                child.line();
            }
            var first = one.data();
            var second = other.data();
            one.end();

            assertThat(first).doesNotExist();
            assertThat(PostmasterFile.read(second).orElseThrow().ready()).isTrue();
        }
    }
}
