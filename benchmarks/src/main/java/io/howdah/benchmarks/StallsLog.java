package io.howdah.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How long writers waited for locks, as the server's log says of each wait beyond {@code deadlock_timeout}. */
final class StallsLog {

    private static final Pattern WAIT = Pattern.compile(
            "\\|" + StallsWriters.NAME
                    + "\\|.* acquired \\w+ on (relation|transaction|tuple|extension|page|virtual transaction).* after ([0-9.]+) ms");

    private final Path log;
    private final long from;

    private StallsLog(Path log, long from) {
        this.log = log;
        this.from = from;
    }

    /** The waits from now on. */
    static StallsLog from(Path log) throws IOException {
        return new StallsLog(log, Files.size(log));
    }

    /** The longest in milliseconds; 0 where none was long enough to be logged. */
    record Longest(double table, double row) {}

    Longest longest() throws IOException {
        double table = 0;
        double row = 0;
        for (String line : lines()) {
            var wait = WAIT.matcher(line);
            if (wait.find()) {
                double millis = Double.parseDouble(wait.group(2));
                if (wait.group(1).equals("relation")) {
                    table = Math.max(table, millis);
                } else {
                    row = Math.max(row, millis);
                }
            }
        }
        return new Longest(table, row);
    }

    private List<String> lines() throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.min(from, file.length()));
            var bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }
}
