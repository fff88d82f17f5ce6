package io.howdah.testkit;

import io.howdah.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes and drops the databases of tests. */
final class Databases {

    private static final String TEMPLATE = "howdah_template";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Databases() {}

    static int nextNumber() {
        return NUMBERS.incrementAndGet();
    }

    /** Makes the template that all databases of a server are copies of. */
    static void prepare(PostgresServer server) {
        try (var admin = admin(server, "postgres")) {
            Sql.execute(admin, "create database " + TEMPLATE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (var inside = admin(server, TEMPLATE)) {
            Sql.execute(inside, "create schema " + Sql.identifier(Database.SCHEMA));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Database create(PostgresServer server) {
        var name = "test db " + nextNumber();
        var alter = "alter database " + Sql.identifier(name) + " set ";
        try (var admin = admin(server, "postgres")) {
            Sql.execute(
                    admin,
                    "create database " + Sql.identifier(name) + " template " + TEMPLATE,
                    alter + "search_path = " + Sql.identifier(Database.SCHEMA) + ", pg_catalog",
                    alter + "timezone = " + Sql.literal(foreignZone()),
                    alter + "default_transaction_isolation = 'repeatable read'",
                    alter + "datestyle = 'SQL, DMY'",
                    alter + "intervalstyle = 'sql_standard'",
                    alter + "bytea_output = 'escape'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(server, name);
    }

    static void drop(Database database) {
        try (var admin = admin(database.server(), "postgres")) {
            Sql.execute(admin, "drop database " + Sql.identifier(database.name()) + " with (force)");
            for (Role role : database.roles()) {
                Sql.execute(admin, "drop role " + Sql.identifier(role.name()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection admin(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
    }

    private static String foreignZone() {
        var kathmandu = "Asia/Kathmandu";
        return ZoneId.systemDefault().getId().equals(kathmandu) ? "Pacific/Chatham" : kathmandu;
    }
}
