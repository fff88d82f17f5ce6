package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.Sessions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two sessions on one snapshot, where the catalog is large. */
@PostgresTest
class SecondSessionTest {

    private static final String COUNTED =
            "select count(*) from pg_stat_all_tables where relid = 'orders'::regclass and last_analyze is not null";

    @BeforeEach
    void a_shop(Database db) {
        db.execute(
                "create table orders (id serial primary key, state text not null, spans int4range, tags text[])",
                "create index on orders (lower(state)) where id > 5",
                "create view open as select * from orders where state = 'open'",
                "insert into orders (state, spans, tags) select 'open', int4range(n, n + n % 9), array['a', 'b']"
                        + " from generate_series(1, 500) n",
                "create statistics both_columns on state, id from orders",
                "analyze");
        awaitCounters(db);
    }

    /** A session's counters arrive when it ends, a moment after its client knows. */
    private static void awaitCounters(Database db) {
        for (int i = 0; i < 100 && db.number(COUNTED) == 0; i++) {
            db.execute("select pg_sleep(0.05)");
        }
        assertThat(db.number(COUNTED)).isOne();
    }

    @Test
    void reads_what_one_session_reads(Database db) {
        var sessions = new Counted(Servers.sessions(db));

        var one = CatalogReader.read(sessions, Long.MAX_VALUE);
        assertThat(sessions.opened).hasValue(1);
        var two = CatalogReader.read(sessions, 0);

        assertThat(sessions.opened).hasValue(3);
        assertThat(two.relations()).isEqualTo(one.relations());
        assertThat(parts(two)).isEqualTo(parts(one));
        assertThat(two.activity().sessions()).hasSameSizeAs(one.activity().sessions());
    }

    @Test
    void sees_what_the_first_saw_though_others_go_on(Database db) {
        var sessions = new Counted(Servers.sessions(db)) {
            @Override
            void opening() {
                if (opened.get() == 2) {
                    db.execute("alter table orders add column late text");
                }
            }
        };

        var orders = CatalogReader.read(sessions, 0).relations().stream()
                .filter(r -> r.name().name().equals("orders"))
                .findFirst()
                .orElseThrow();

        assertThat(db.column("select attname from pg_attribute where attname = 'late'"))
                .contains("late");
        assertThat(orders.columns()).extracting(c -> c.name()).containsExactly("id", "state", "spans", "tags");
    }

    @Test
    void goes_on_alone_where_no_second_connection_is_left(Database db) {
        var role = db.createRole("pg_monitor", "pg_read_all_data");
        db.execute("alter role \"" + role.name() + "\" connection limit 1");

        var catalog = CatalogReader.read(Servers.sessions(db, role), 0);

        assertThat(catalog.relations()).extracting(r -> r.name().name()).contains("orders", "open");
    }

    @Test
    void leaves_out_what_is_locked_on_both(Database db) throws Exception {
        try (var other = db.connection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("lock table orders in access exclusive mode");
            }

            var catalog = CatalogReader.read(Servers.sessions(db), 0);

            assertThat(catalog.relations()).extracting(Relation::name).isEmpty();
            assertThat(catalog.unseen()).anyMatch(u -> u.contains("locked exclusively"));
            other.rollback();
        }
    }

    private static List<Object> parts(Catalog catalog) {
        return List.of(
                catalog.sequences(),
                catalog.extendedStatistics(),
                catalog.definitions(),
                catalog.types(),
                catalog.guards(),
                catalog.unseen());
    }

    /** Counts the sessions that are opened. */
    private static class Counted implements Sessions {

        private final Sessions sessions;
        final AtomicInteger opened = new AtomicInteger();

        Counted(Sessions sessions) {
            this.sessions = sessions;
        }

        /** Called before each session is opened, which is counted by then. */
        void opening() {}

        @Override
        public Connection readOnly() {
            opened.incrementAndGet();
            opening();
            return sessions.readOnly();
        }

        @Override
        public Connection writing() {
            return sessions.writing();
        }

        @Override
        public ConnectionSettings settings() {
            return sessions.settings();
        }
    }
}
