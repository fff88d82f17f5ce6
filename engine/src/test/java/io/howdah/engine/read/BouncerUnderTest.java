package io.howdah.engine.read;

import io.howdah.testkit.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PgBouncer of Debian's package before the server of a test. */
final class BouncerUnderTest implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final Process process;
    private final int port;

    /** @param folder for its files, which it must be able to read as another user than root */
    BouncerUnderTest(Database db, Path folder, List<String> settings) throws IOException, InterruptedException {
        this.port = freePort();
        var users = folder.resolve("users.txt");
        Files.writeString(users, "\"app\" \"one\"\n\"looker\" \"two\"\n");
        var ini = folder.resolve("pgbouncer.ini");
        Files.writeString(ini, """
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
                        db.user(),
                        db.password(),
                        port,
                        folder,
                        users,
                        String.join("\n", settings)));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        this.process = new ProcessBuilder(command(ini))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitPort();
    }

    /** It refuses to work as root, and becomes somebody else if told to. */
    private static List<String> command(Path ini) {
        return System.getProperty("user.name").equals("root")
                ? List.of(PROGRAM.toString(), "-u", "nobody", ini.toString())
                : List.of(PROGRAM.toString(), ini.toString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("PgBouncer does not listen");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
