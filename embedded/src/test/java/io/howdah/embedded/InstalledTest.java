package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstalledTest {

    private static final int DEBIAN_12_MAJOR = 15;
    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    @ParameterizedTest
    @EnumSource(RootWay.class)
    void runs_the_programs_of_an_installation(RootWay way) throws SQLException {
        assumeThat(BIN).as("PostgreSQL 15 is installed").exists();
        try (var server = PostgresServer.builder()
                .binaries(Binaries.installed(BIN))
                .rootWay(way)
                .start()) {
            assertThat(server.major()).isEqualTo(DEBIAN_12_MAJOR);
            assertThat(Ask.one(server, "show server_version")).startsWith("15.");
            assertThat(Ask.one(server, "select datcollate from pg_database where datname = 'postgres'"))
                    .isEqualTo("C");
        }
    }

    @Test
    void leaves_the_locale_to_an_option_that_names_one() throws SQLException {
        try (var server = PostgresServer.builder()
                .initdbOption("--locale-provider=icu")
                .initdbOption("--icu-locale=en")
                .initdbOption("--no-data-checksums")
                .start()) {
            assertThat(Ask.one(server, "select datlocprovider from pg_database where datname = 'postgres'"))
                    .isEqualTo("i");
            assertThat(Ask.one(server, "show data_checksums")).isEqualTo("off");
        }
    }
}
