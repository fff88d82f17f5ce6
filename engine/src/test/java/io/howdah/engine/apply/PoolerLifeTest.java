package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.howdah.engine.BouncerUnderTest;
import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.RewriteTable;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes through a PgBouncer: where each client has a session of its own, and not where they share. */
@PostgresTest
class PoolerLifeTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void a_pooler() {
        assumeThat(BouncerUnderTest.PROGRAM).as("PgBouncer is installed").exists();
    }

    @Test
    void a_table_is_rewritten_through_a_pool_in_session_mode_and_put_back(Database db) throws Exception {
        var before = ordersIn(db);
        try (var bouncer = pooler(db, "session")) {
            var applier = new Applier(Servers.sessions(bouncer.url()), ApplyOptions.of("test"));

            var done = applier.apply(wider(db), ApplyListener.SILENT);
            assertThat(done.state()).isEqualTo(Application.State.DONE);
            assertThat(CatalogSnapshot.of(db)).isNotEqualTo(before);

            applier.undo(done.id(), ApplyListener.SILENT);
        }
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void a_pool_that_shares_sessions_is_refused_and_nothing_is_left_in_it(Database db) throws Exception {
        var before = ordersIn(db);
        try (var bouncer = pooler(db, "transaction")) {
            var applier = new Applier(Servers.sessions(bouncer.url()), ApplyOptions.of("test"));

            assertThatThrownBy(() -> applier.apply(wider(db), ApplyListener.SILENT))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("shares sessions of the server between its clients (transaction pooling)");

            assertThat(changedSettings(bouncer)).isEmpty();
        }
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    /** What the next client of the pool finds set that it has not set. */
    private static List<String> changedSettings(BouncerUnderTest bouncer) throws SQLException {
        var found = new ArrayList<String>();
        try (var next = DriverManager.getConnection(
                        "jdbc:" + bouncer.url().replace("postgres://app:one@", "postgresql://"), "app", "one");
                var statement = next.createStatement();
                var rows = statement.executeQuery(
                        "select name from pg_settings where source = 'session'"
                                + " and name in ('statement_timeout', 'lock_timeout', 'search_path', 'default_transaction_read_only')")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static List<String> ordersIn(Database db) {
        db.execute(
                "create table orders (id int primary key, amount int not null)",
                "insert into orders select i, i % 7 from generate_series(1, 2000) i");
        return CatalogSnapshot.of(db);
    }

    private static List<RewriteTable> wider(Database db) {
        return List.of(RewriteTable.types(
                new QualifiedName(db.schema(), "orders"),
                List.of(new RewriteTable.NewType("amount", "bigint", null, null))));
    }

    private BouncerUnderTest pooler(Database db, String mode) throws Exception {
        return new BouncerUnderTest(db, folder, List.of("pool_mode = " + mode, "default_pool_size = 5"));
    }
}
