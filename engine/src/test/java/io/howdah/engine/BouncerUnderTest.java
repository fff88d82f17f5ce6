package io.howdah.engine;

import io.howdah.testkit.Database;
import io.howdah.testkit.Role;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A PgBouncer of Debian's package before the server of a test. */
public final class BouncerUnderTest implements AutoCloseable {

    public static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final Path folder;
    private final int port;
    private Process process;

    /** @param folder for its files, which it must be able to read as another user than root */
    public BouncerUnderTest(Database db, Path folder, List<String> settings) throws IOException, InterruptedException {
        this(db, new Role(db.user(), db.password()), folder, settings);
    }

    /** @param role as which it works on the server, for whoever comes as {@code app} with the password {@code one} */
    public BouncerUnderTest(Database db, Role role, Path folder, List<String> settings)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.port = freePort();
        var users = folder.resolve("users.txt");
        Files.writeString(users, "\"app\" \"one\"\n\"looker\" \"two\"\n");
        Files.writeString(ini(), """
                [databases]
                shop = host=%s port=%d dbname='%s' user='%s' password='%s'
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir = %s
                auth_type = plain
                auth_file = %s
                stats_users = looker
                %s
                """.formatted(
                        db.host(),
                        db.port(),
                        db.name(),
                        role.name(),
                        role.password().replace("'", "''"),
                        port,
                        folder,
                        users,
                        String.join("\n", settings)));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        this.process = startAndAwait();
    }

    private Path ini() {
        return folder.resolve("pgbouncer.ini");
    }

    private Process start() throws IOException {
        return new ProcessBuilder(command(ini()))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /** Cuts all connections through it, as {@code kill -9} does, and starts it again. */
    public void killAndStart() {
        try {
            process.destroyForcibly().waitFor();
            process = startAndAwait();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The URI for whoever comes through it. */
    public String url() {
        return "postgres://app:one@127.0.0.1:" + port + "/shop?sslmode=disable";
    }

    /** It refuses to work as root, and becomes somebody else if told to. */
    private static List<String> command(Path ini) {
        return System.getProperty("user.name").equals("root")
                ? List.of(PROGRAM.toString(), "-u", "nobody", ini.toString())
                : List.of(PROGRAM.toString(), ini.toString());
    }

    /** Below those that systems give to outgoing connections, of which the tests make many at the same time. */
    private static int freePort() throws IOException {
        for (int i = 0; ; i++) {
            try (var socket = new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 30_000))) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                if (i == 100) {
                    throw taken;
                }
            }
        }
    }

    /** Started again where it ended: the port may have become somebody's while nobody listened. */
    private Process startAndAwait() throws IOException, InterruptedException {
        var started = start();
        for (int i = 0; i < 400; i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return started;
            } catch (IOException e) {
                Thread.sleep(50);
                started = started.isAlive() ? started : start();
            }
        }
        started.destroyForcibly();
        throw new IllegalStateException("PgBouncer does not listen: " + Files.readString(folder.resolve("log")));
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
