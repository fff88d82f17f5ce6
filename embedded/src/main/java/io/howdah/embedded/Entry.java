package io.howdah.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the register knows of one data directory in use.
 *
 * @param owner the process whose server it is
 * @param ownerStart when that process started, since process numbers come again
 * @param temporary the directory to remove with it; null where the data survives
 * @param initialising whether initdb has not yet finished, so that the content is worthless
 * @param server the process number of the server; 0 where none was started, or where it is just being started
 * @param token tells this use from every other of the same directory
 */
record Entry(
        long owner,
        Instant ownerStart,
        Path data,
        @Nullable Path temporary,
        boolean initialising,
        long server,
        String token) {

    /** The system's clock may be corrected after the process started, which moves its start as computed from ticks. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    static Entry ofThisProcess(Path data, @Nullable Path temporary) {
        var process = ProcessHandle.current();
        return new Entry(
                process.pid(),
                start(process),
                data,
                temporary,
                false,
                0,
                UUID.randomUUID().toString());
    }

    Entry initialising(boolean now) {
        return new Entry(owner, ownerStart, data, temporary, now, server, token);
    }

    Entry server(long pid) {
        return new Entry(owner, ownerStart, data, temporary, initialising, pid, token);
    }

    /** Whether a process number in the data directory is of the server that belongs to this entry. */
    boolean mayBeServer(long pid) {
        return server == 0 || server == pid;
    }

    boolean ownerLives() {
        return ProcessHandle.of(owner)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        Duration.between(start(process), ownerStart).abs().compareTo(CLOCK_TOLERANCE) < 0)
                .isPresent();
    }

    void write(Path file) {
        var properties = new Properties();
        properties.setProperty("owner", Long.toString(owner));
        properties.setProperty("owner.start", ownerStart.toString());
        properties.setProperty("data", data.toString());
        if (temporary != null) {
            properties.setProperty("temporary", temporary.toString());
        }
        properties.setProperty("initialising", Boolean.toString(initialising));
        properties.setProperty("server", Long.toString(server));
        properties.setProperty("token", token);
        var half = file.resolveSibling(file.getFileName() + ".half");
        try {
            try (var writer = Files.newBufferedWriter(half)) {
                properties.store(writer, null);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Directories.failure("The entry " + file + " cannot be written", e);
        }
    }

    /** The entry in a file; none if it is gone or not one of ours. */
    static Optional<Entry> read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            var temporary = properties.getProperty("temporary");
            return Optional.of(new Entry(
                    Long.parseLong(properties.getProperty("owner")),
                    Instant.parse(properties.getProperty("owner.start")),
                    Path.of(properties.getProperty("data")),
                    temporary == null ? null : Path.of(temporary),
                    Boolean.parseBoolean(properties.getProperty("initialising")),
                    Long.parseLong(properties.getProperty("server")),
                    properties.getProperty("token", "")));
        } catch (IOException | RuntimeException notAnEntry) {
            return Optional.empty();
        }
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
