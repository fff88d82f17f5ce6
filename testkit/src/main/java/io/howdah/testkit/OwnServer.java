package io.howdah.testkit;

import io.howdah.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server of a test class's own, which may be crashed. Unlike the shared ones it writes to disk what it promises to have written, so
 * that a crash loses nothing that was committed. Its databases are as hostile as the others.
 */
public final class OwnServer implements AutoCloseable {

    private final PostgresServer server;
    private final List<Database> databases = new ArrayList<>();

    private OwnServer(PostgresServer server) {
        this.server = server;
    }

    /** A server of a major version; the test is skipped where that is not at hand. */
    public static OwnServer start(int major, Map<String, String> settings) {
        var server = PostgresServer.builder()
                .temporary()
                .binaries(ServerUnderTest.binaries(major))
                .settings(settings)
                .start();
        Databases.prepare(server);
        return new OwnServer(server);
    }

    public Database database() {
        var database = Databases.create(server);
        databases.add(database);
        return database;
    }

    /** Drops a database, whoever is in it. */
    public void drop(Database database) {
        database.closeConnections();
        databases.remove(database);
        Databases.drop(database);
    }

    /** A role of the whole server that may log in. */
    public Role role(String name, String options) {
        var role = new Role(name, "it's 100% " + name);
        try (var admin = Databases.admin(server, "postgres")) {
            Sql.execute(
                    admin,
                    "create role " + Sql.identifier(name) + " login " + options + " password "
                            + Sql.literal(role.password()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return role;
    }

    public PostgresServer server() {
        return server;
    }

    /** Ends all processes at once, as a loss of power would, and starts the server again; it recovers from its log. */
    public void crash() {
        var process = postmaster();
        process.children().forEach(ProcessHandle::destroyForcibly);
        signal(process.pid(), "QUIT");
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        restart();
    }

    /** Starts it again, whether it was stopped or has stopped itself. */
    public void restart() {
        server.stop();
        server.startAgain();
        databases.forEach(Database::closeConnections);
    }

    /** Waits until it takes connections, as it does a moment after all its processes were restarted. */
    public void awaitStart() {
        for (int i = 0; i < 600; i++) {
            try (var admin = Databases.admin(server, "postgres")) {
                if (admin.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                pause();
            }
        }
        throw new IllegalStateException("The server does not come back");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends {@code kill -9} to one process of the server, which restarts all of them; returns when that has begun. */
    public void killBackend(int pid) {
        try (var witness = Databases.admin(server, "postgres")) {
            signal(pid, "KILL");
            for (int i = 0; i < 600 && witness.isValid(1); i++) {
                pause();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        databases.forEach(Database::closeConnections);
    }

    private ProcessHandle postmaster() {
        try {
            var pid = Files.readAllLines(server.dataDirectory().resolve("postmaster.pid"))
                    .get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        databases.forEach(Database::closeConnections);
        server.close();
    }
}
