package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.ServerState;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.SincePostgres;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@PostgresTest
class StateReaderTest {

    @Test
    void reads_the_counters_of_the_server(Database db) {
        assertThat(state(db).counters())
                .containsKeys(
                        "commits",
                        "blocks_hit",
                        "deadlocks",
                        "sessions",
                        "wal_bytes",
                        "wal_page_images",
                        "buffers_checkpoint",
                        "buffers_clean",
                        "slots",
                        "plain_sessions",
                        "statements_loaded")
                .containsEntry("plain_sessions", 0.0);
    }

    @Test
    void reads_what_was_done_to_a_table(Database db) throws SQLException {
        db.execute("create table \"Ä b\" (id int)");
        try (var writing = db.connection();
                var statement = writing.createStatement()) {
            statement.execute("insert into \"Ä b\" select generate_series(1, 500)");
        }
        while (db.number("select n_ins_since_vacuum from pg_stat_all_tables where relname = 'Ä b'") < 500) {
            Time.SYSTEM.sleep(Duration.ofMillis(20));
        }
        var catalog = CatalogReader.read(Servers.sessions(db));
        var table = catalog.relation(new QualifiedName(db.schema(), "Ä b")).orElseThrow();

        assertThat(catalog.state().upkeep(table).insertedSinceVacuum()).isEqualTo(500);
        assertThat(catalog.state().upkeep(table).vacuums()).isZero();
    }

    @Test
    void sees_published_tables_without_identity(Database db) {
        db.execute(
                "create table \"Without key\" (id int)",
                "create table with_key (id int primary key)",
                "create publication \"To all\" for table \"Without key\", with_key");
        try {
            assertThat(state(db).withoutIdentity()).containsExactly(new QualifiedName(db.schema(), "Without key"));
        } finally {
            db.execute("drop publication \"To all\"");
        }
    }

    @Test
    void reads_the_same_for_a_role_that_may_only_connect(Database db) {
        var catalog = CatalogReader.read(Servers.sessions(db, db.createRole()));

        assertThat(catalog.state().counters()).containsKeys("commits", "wal_bytes");
        assertThat(catalog.state().standby()).isNull();
        assertThat(catalog.unseen()).noneMatch(note -> note.contains("could not be read"));
    }

    @Test
    @SincePostgres(16)
    void reads_io_by_backend_and_context(Database db) {
        assertThat(state(db).io())
                .anyMatch(
                        i -> i.backend().equals("client backend") && i.context().equals("normal") && i.hits() > 0);
    }

    private static ServerState state(Database db) {
        return CatalogReader.read(Servers.sessions(db)).state();
    }
}
