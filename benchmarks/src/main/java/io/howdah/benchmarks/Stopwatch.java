package io.howdah.benchmarks;

import io.howdah.engine.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Wall time, and the processor time of this process, of the programs that it ran, and of one server with the sessions that have
 * ended. The latter is read from {@code /proc} (manual page proc_pid_stat) and is 0 on other systems.
 */
final class Stopwatch {

    /** {@code sysconf(_SC_CLK_TCK)} on every architecture of Linux that PostgreSQL is bundled for. */
    private static final double TICKS = 100;

    private final Path dataDirectory;
    private final long start = Time.SYSTEM.nanos();
    private final double before;

    private Stopwatch(Path dataDirectory, boolean counted) {
        this.dataDirectory = dataDirectory;
        this.before = counted ? processor() : ownProcessor();
    }

    /** Of a server that is running. */
    static Stopwatch of(Path dataDirectory) {
        return new Stopwatch(dataDirectory, true);
    }

    /** Of a server that is yet to be started. */
    static Stopwatch beforeStart() {
        return new Stopwatch(Path.of(""), false);
    }

    /** Seconds of the wall. */
    double seconds() {
        return (Time.SYSTEM.nanos() - start) / 1e9;
    }

    void report(String what) {
        report(what, dataDirectory);
    }

    void report(String what, Path server) {
        double seconds = seconds();
        System.out.printf(
                "%-55s %8.3f s, processor %.1f s, load %s%n",
                what, seconds, ownProcessor() + postmaster(server) - before, load());
    }

    private double processor() {
        return ownProcessor() + postmaster(dataDirectory);
    }

    private static double ownProcessor() {
        return times(Path.of("/proc/self/stat"));
    }

    private static double postmaster(Path dataDirectory) {
        try {
            var pid = Files.readAllLines(dataDirectory.resolve("postmaster.pid"))
                    .get(0)
                    .strip();
            return times(Path.of("/proc", pid, "stat"));
        } catch (IOException e) {
            return 0;
        }
    }

    /** utime, stime, cutime and cstime: fields 14 to 17; the second one may hold spaces. */
    private static double times(Path stat) {
        try {
            var text = Files.readString(stat);
            var fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
            return fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum() / TICKS;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
