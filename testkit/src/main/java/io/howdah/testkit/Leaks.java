package io.howdah.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds what a test left behind in its database or on the server, and removes it. */
final class Leaks {

    /** A backend is gone a moment after its client closed the connection. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Database database;
    private final Connection admin;
    private final List<String> found = new ArrayList<>();

    private Leaks(Database database, Connection admin) {
        this.database = database;
        this.admin = admin;
    }

    /** A sentence for each thing left behind. */
    static List<String> of(Database database) {
        try (var admin = Databases.admin(database.server(), "postgres")) {
            var leaks = new Leaks(database, admin);
            leaks.locks();
            database.closeConnections();
            leaks.connections();
            leaks.preparedTransactions();
            leaks.replicationSlots();
            leaks.settings();
            leaks.temporaryRelations();
            return leaks.found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the frame's own sessions, which close with the test; reading locks of an open transaction are no harm. */
    private void locks() {
        var held = Sql.column(admin, """
                select l.mode || ' on ' || coalesce('relation ' || l.relation, l.locktype) || ' by: ' || left(a.query, 200)
                from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a using (pid)
                where a.datname = $name and a.backend_type = 'client backend' and l.granted
                  and (l.locktype = 'advisory' or l.locktype = 'relation' and l.mode <> 'AccessShareLock')
                """.replace("$name", name()));
        held.forEach(lock -> found.add("left a lock: " + lock));
    }

    private void connections() throws SQLException {
        var sql = """
                select application_name || ', ' || coalesce(state, '?') || ', last statement: ' || left(query, 200)
                from pg_catalog.pg_stat_activity
                where datname = $name and backend_type in ('client backend', 'walsender')
                """.replace("$name", name());
        var end = System.nanoTime() + GRACE.toNanos();
        var open = Sql.column(admin, sql);
        while (!open.isEmpty() && System.nanoTime() < end) {
            Sql.query(admin, "select pg_catalog.pg_sleep(0.01)");
            open = Sql.column(admin, sql);
        }
        open.forEach(session -> found.add("left a connection open: " + session));
    }

    private void preparedTransactions() {
        for (String gid :
                Sql.column(admin, "select gid from pg_catalog.pg_prepared_xacts where database = " + name())) {
            found.add("left a prepared transaction: " + gid);
            inside("rollback prepared " + Sql.literal(gid));
        }
    }

    private void replicationSlots() {
        for (String slot :
                Sql.column(admin, "select slot_name from pg_catalog.pg_replication_slots where database = " + name())) {
            found.add("left a replication slot: " + slot);
            Sql.query(admin, "select pg_catalog.pg_drop_replication_slot(" + Sql.literal(slot) + ")");
        }
    }

    private void settings() {
        var set = Sql.column(
                admin, "select name from pg_catalog.pg_file_settings where sourcefile like '%postgresql.auto.conf'");
        if (!set.isEmpty()) {
            found.add("left the shared server's settings changed by ALTER SYSTEM: " + String.join(", ", set));
            Sql.execute(admin, "alter system reset all", "select pg_catalog.pg_reload_conf()");
        }
    }

    private void temporaryRelations() {
        inside().forEach(relation -> found.add("left a temporary relation of a session that is gone: " + relation));
    }

    private List<String> inside() {
        try (var connection = Databases.admin(database.server(), database.name())) {
            return Sql.column(connection, """
                    select c.oid::pg_catalog.regclass::text from pg_catalog.pg_class c
                    where c.relpersistence = 't' and c.relkind = 'r'
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void inside(String statement) {
        try (var connection = Databases.admin(database.server(), database.name())) {
            Sql.execute(connection, statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String name() {
        return Sql.literal(database.name());
    }
}
