package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** Starts and stops the server's process in a data directory. */
final class Postmaster {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final long LARGEST_LOG_BYTES = 64L << 20;

    private Postmaster() {}

    /** How a server is asked to stop, by the signal that says so. */
    enum Stop {
        /** Rolls back what is open, and writes a checkpoint. */
        FAST("INT"),
        /** Goes at once; the next start would recover. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    /** Fails if a server runs in a directory, and removes what a server that crashed has left there. */
    static void mustNotRun(Path data) {
        var file = PostmasterFile.read(data);
        if (file.filter(it -> it.runsIn(data)).isPresent()) {
            throw new ServerException(
                    Reason.IN_USE,
                    "The data directory " + data + " is in use by the server with process number "
                            + file.get().pid() + ". Stop it first.");
        }
        try (var sockets = Files.newDirectoryStream(data, ".s.PGSQL.*")) {
            for (Path socket : sockets) {
                Files.deleteIfExists(socket);
            }
            Files.deleteIfExists(PostmasterFile.in(data));
        } catch (IOException e) {
            throw Directories.failure("What a server left in " + data + " cannot be removed", e);
        }
    }

    /**
     * Starts the server and waits until it accepts connections.
     *
     * <p>pg_ctl gives the server a session of its own, so that a terminal's Ctrl-C does not reach it before us. It looks
     * for the outcome ten times a second only; a server that is ready is seen here sooner.
     *
     * @return the server's process number
     */
    static long start(Cluster cluster, Installation installation, Commands commands) {
        var data = cluster.data();
        shorten(cluster.log());
        var logged = size(cluster.log());
        var control = commands.start(List.of(
                installation.program("pg_ctl"),
                "start",
                "--pgdata=" + data,
                "--log=" + cluster.log(),
                "--wait",
                "--timeout=" + START_LIMIT.toSeconds()));
        Waiting.until(
                START_LIMIT.plusSeconds(5),
                () -> !control.isAlive() || ready(data) || (commands.cancelled() && runs(data)));
        commands.mustGoOn();
        return PostmasterFile.read(data)
                .filter(PostmasterFile::ready)
                .orElseThrow(() -> failure(cluster, logged))
                .pid();
    }

    private static boolean runs(Path data) {
        return PostmasterFile.read(data).filter(file -> file.runsIn(data)).isPresent();
    }

    private static boolean ready(Path data) {
        return PostmasterFile.read(data).filter(PostmasterFile::ready).isPresent();
    }

    private static ServerException failure(Cluster cluster, long logged) {
        var said = Text.lastLines(logSince(cluster.log(), logged), 12);
        if (said.contains("could not create any TCP/IP sockets")) {
            return new ServerException(Reason.PORT_TAKEN, "The port is taken:\n" + said);
        }
        if (said.contains("pre-existing shared memory block")) {
            return new ServerException(
                    Reason.IN_USE, "Sessions of a server that crashed still run in " + cluster.data() + ".\n" + said);
        }
        if (Text.saysDiskFull(said)) {
            return new ServerException(
                    Reason.DISK_FULL, "PostgreSQL cannot start in " + cluster.data() + ": the disk is full.\n" + said);
        }
        return new ServerException(
                Reason.START,
                "PostgreSQL did not start in " + cluster.data() + "; its log " + cluster.log() + " ends with:\n"
                        + said);
    }

    /** Stops the server if it runs, by sterner means if it does not listen. */
    static void stop(Path data, Stop how) {
        var running = PostmasterFile.read(data).filter(file -> file.runsIn(data));
        if (running.isEmpty()) {
            return;
        }
        var pid = running.get().pid();
        for (String signal : List.of(how.signal, Stop.IMMEDIATE.signal, "KILL")) {
            signal(pid, signal);
            if (Waiting.until(STOP_LIMIT, () -> stopped(data, running.get()))) {
                return;
            }
        }
        throw new ServerException(
                Reason.STOP, "The server in " + data + " with process number " + pid + " does not stop.");
    }

    /** The server removes its file as the last thing it does. */
    private static boolean stopped(Path data, PostmasterFile file) {
        return !Files.exists(PostmasterFile.in(data)) || !file.runsIn(data);
    }

    private static void signal(long pid, String signal) {
        try {
            Commands.spawn(List.of("kill", "-" + signal, Long.toString(pid))).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException(Reason.STOP, "Interrupted while stopping process " + pid + ".", e);
        }
    }

    private static long size(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw Directories.failure("The log " + log + " cannot be read", e);
        }
    }

    private static void shorten(Path log) {
        try {
            if (size(log) > LARGEST_LOG_BYTES) {
                Files.move(log, log.resolveSibling("howdah.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw Directories.failure("The log " + log + " cannot be renamed", e);
        }
    }

    private static String logSince(Path log, long position) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(position, file.length() - 10_000));
            var bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(the log cannot be read: " + Text.reason(e) + ")";
        }
    }
}
