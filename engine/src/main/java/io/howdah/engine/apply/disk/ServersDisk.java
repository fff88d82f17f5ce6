package io.howdah.engine.apply.disk;

import io.howdah.engine.apply.run.Session;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The disks of a server that runs on this machine. PostgreSQL does not tell how much room it has, so of any other server nothing is
 * known.
 *
 * <p>That a server answers at a local address says little: it may be at the other end of a tunnel, or in a container with files of
 * its own. So the process that serves our session has to be one of this machine, begun when the server says that it began.
 */
final class ServersDisk {

    private static final String SQL = """
            SELECT a.pid, extract(epoch FROM a.backend_start)::float8 AS begun, s.setting AS directory
              FROM pg_catalog.pg_stat_activity a, pg_catalog.pg_settings s
             WHERE a.pid = pg_catalog.pg_backend_pid() AND s.name = 'data_directory'
               AND coalesce(inet_server_addr() <<= '127.0.0.0/8' OR inet_server_addr() = '::1', true)""";

    private static final Duration SAME_TIME = Duration.ofSeconds(5);

    private final Optional<Path> directory;

    private ServersDisk(Optional<Path> directory) {
        this.directory = directory;
    }

    static ServersDisk of(Session session) throws SQLException {
        return new ServersDisk(session.first(SQL, ServersDisk::read).flatMap(found -> found));
    }

    private static Optional<Path> read(ResultSet row) throws SQLException {
        var begun = Instant.ofEpochMilli(Math.round(row.getDouble("begun") * 1000));
        var directory = row.getString("directory");
        return ProcessHandle.of(row.getLong("pid"))
                .flatMap(process -> process.info().startInstant())
                .filter(start -> Duration.between(start, begun).abs().compareTo(SAME_TIME) < 0)
                .map(start -> Path.of(directory));
    }

    /** Where the files of a tablespace lie; empty where that cannot be known from here. */
    Optional<FileStore> store(DiskNeed need) {
        return directory.flatMap(data -> store(need.location().isEmpty() ? data : Path.of(need.location())));
    }

    private static Optional<FileStore> store(Path path) {
        try {
            return Optional.of(Files.getFileStore(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Bytes that the server may still write there; empty where that cannot be known. */
    static Optional<Long> free(FileStore store) {
        try {
            return Optional.of(store.getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
