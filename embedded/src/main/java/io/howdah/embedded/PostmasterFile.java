package io.howdah.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a running server says of itself in {@code postmaster.pid} (utils/pidfile.h). */
record PostmasterFile(long pid, String status) {

    private static final int PID_LINE = 0;
    private static final int STATUS_LINE = 7;

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** The file's content; none if there is no such file or it is just being written. */
    static Optional<PostmasterFile> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(in(data));
            var status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
            return Optional.of(
                    new PostmasterFile(Long.parseLong(lines.get(PID_LINE).strip()), status));
        } catch (IOException | RuntimeException absent) {
            return Optional.empty();
        }
    }

    boolean ready() {
        return status.equals("ready") || status.equals("standby");
    }

    /** Whether the process with this number is a server in this directory, and not one that came after it. */
    boolean runsIn(Path data) {
        var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        var proc = Path.of("/proc", Long.toString(pid));
        if (Files.isDirectory(proc)) {
            return worksIn(proc.resolve("cwd"), data);
        }
        var line = process.get().info().commandLine().orElse("");
        return line.contains("postgres") && line.contains(data.toString());
    }

    /** A server's working directory is its data directory; a dead process that nobody has reaped has none. */
    private static boolean worksIn(Path link, Path data) {
        try {
            return Files.readSymbolicLink(link).equals(data);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
