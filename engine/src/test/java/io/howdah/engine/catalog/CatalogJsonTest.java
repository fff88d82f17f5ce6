package io.howdah.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.WorkloadReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class CatalogJsonTest {

    private final Path file;

    CatalogJsonTest(@TempDir Path folder) {
        this.file = folder.resolve("saved.json");
    }

    @Test
    void reads_back_the_catalog_that_it_wrote(Database db) {
        db.execute(
                "create extension pageinspect",
                "create table \"Orders\" (id serial primary key, tags text[], placed timestamptz default now()) with (fillfactor = 80)",
                "create index on \"Orders\" (lower(tags[1]) desc, id) where id > 3",
                "insert into \"Orders\" (tags) select array['a\"b', null, n::text] from generate_series(1, 500) n",
                "analyze");
        var catalog = CatalogReader.read(Servers.sessions(db));

        CatalogJson.write(catalog, file);

        assertThat(CatalogJson.readCatalog(file)).isEqualTo(catalog);
    }

    @Test
    void reads_back_the_workload_that_it_wrote(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements", "create table t (id int)");
        try (var application = db.connection();
                var statement = application.createStatement()) {
            statement.execute("select * from t where id = 5");
            var workload = new WorkloadReader(Servers.sessions(db), Time.SYSTEM).read(Duration.ZERO);

            CatalogJson.write(workload, file);

            assertThat(workload.statements()).isNotEmpty();
            assertThat(CatalogJson.readWorkload(file)).isEqualTo(workload);
        }
    }

    @Test
    void passes_over_fields_that_it_does_not_know() throws IOException {
        Files.writeString(file, """
                {"howdah": "workload", "format": 1, "new": [1], "workload": {"source": "files", "since": null,
                 "until": "2026-01-01T00:00:00Z", "statements": [], "notes": [], "more": {"a": 1}}}""");

        assertThat(CatalogJson.readWorkload(file).source()).isEqualTo("files");
    }

    @Test
    void refuses_a_foreign_file() throws IOException {
        Files.writeString(file, "{\"name\": \"package\", \"version\": \"1\"}");
        assertRefused("is not a catalog that Howdah saved");

        Files.writeString(file, "id,name\n1,a\n");
        assertRefused("is not a catalog that Howdah saved");

        Files.writeString(file, "{\"howdah\": \"workload\", \"format\": 1}");
        assertRefused("is not a catalog that Howdah saved");
    }

    @Test
    void refuses_a_file_from_which_something_is_missing(Database db) throws IOException {
        Files.writeString(file, "{\"howdah\": \"catalog\", \"format\": 1, \"catalog\": {\"database\": \"x\"}}");
        assertRefused("is not a catalog that Howdah saved: /catalog/server is missing");

        db.execute("create table t (id int primary key)");
        CatalogJson.write(CatalogReader.read(Servers.sessions(db)), file);
        var whole = Files.readString(file);
        Files.writeString(file, whole.replaceFirst("\"name\" : \"id\"", "\"name\" : null"));
        assertRefused("/catalog/relations/0/columns/0/name is missing");
        Files.writeString(file, whole.replaceFirst("\"name\" : \"id\"", "\"name\" : \"i\\\\u0000d\""));
        assertRefused("/catalog/relations/0/columns/0/name has a character that no database can hold");
    }

    @Test
    void refuses_a_file_that_is_cut_off_or_nested_without_end() throws IOException {
        Files.writeString(file, "{\"howdah\": \"catalog\", \"catalog\": " + "{\"server\": ".repeat(100_000));
        assertRefused("is not a catalog that Howdah saved");

        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertRefused("is not a catalog that Howdah saved");
    }

    @Test
    void refuses_a_file_of_a_newer_format() throws IOException {
        Files.writeString(file, "{\"howdah\": \"catalog\", \"format\": 99}");

        assertRefused("newer version of Howdah");
    }

    @Test
    void refuses_a_file_that_is_not_there() {
        assertRefused("there is no file");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> CatalogJson.readCatalog(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }
}
