package io.howdah.engine.apply.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Who of the application waited long for a lock on a table, as the server's log says. */
final class LockWaits {

    /** Four times what the tool may cost a writer; the machine is busy with more than one server. */
    private static final double LONGEST_MILLIS = 400;

    private static final Pattern WAIT = Pattern.compile(
            "\\|(?:ledger|PostgreSQL JDBC Driver)\\|.*(?:acquired|still waiting for) \\w+ on relation .* after ([0-9.]+) ms");

    private final Path log;
    private final long from;

    private LockWaits(Path log, long from) {
        this.log = log;
        this.from = from;
    }

    /** Those from now on. */
    static LockWaits from(Path log) {
        try {
            return new LockWaits(log, Files.size(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void mustBeShort() {
        assertThat(written().stream().filter(LockWaits::isLong).toList())
                .as("waits for locks on tables")
                .isEmpty();
    }

    private static boolean isLong(String line) {
        var wait = WAIT.matcher(line);
        return wait.find() && Double.parseDouble(wait.group(1)) > LONGEST_MILLIS;
    }

    private List<String> written() {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.min(from, file.length()));
            var bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
