package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class OwnTablesTest {

    @Test
    void leaves_out_books_of_tools_and_other_forms_of_tables_that_are_changed(Database db) {
        db.execute(
                "create table \"Ships\" (id int)",
                "create table \"Ships_howdah_old\" (id int)",
                "create table \"Ships_howdah_new\" (id int)",
                "create table howdah_oldest (id int)",
                "create table flyway_schema_history (id int)",
                "create schema howdah",
                "create table howdah.step (id int)");

        assertThat(OwnTables.of(CatalogReader.read(Servers.sessions(db))))
                .extracting(relation -> relation.name().name())
                .containsExactlyInAnyOrder("Ships", "howdah_oldest");
    }
}
