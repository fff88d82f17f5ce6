package io.howdah.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.embedded.PostgresServer;
import org.junit.jupiter.api.Test;

@PostgresTest(major = 15)
class InstalledServerTest {

    @Test
    void is_of_the_version_asked_for(Database db) {
        assertThat(db.value("show server_version")).startsWith("15.");
        assertThat(db.major()).isEqualTo(15);
    }

    @Test
    void can_be_had_for_a_test_alone() {
        try (var server =
                PostgresServer.builder().binaries(ServerUnderTest.installed(15)).start()) {
            assertThat(server.major()).isEqualTo(15);
        }
    }

    @Test
    void skips_the_test_where_it_is_absent() {
        assertThatThrownBy(() -> ServerUnderTest.installed(9))
                .hasMessageContaining("PostgreSQL 9 is not at hand: neither in /usr/lib/postgresql/9/bin nor among");
    }
}
