package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Programs of PostgreSQL that are ready to run. */
record Installation(Path bin, int major) {

    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");

    /** Asks the programs in a directory for their version. */
    static Installation at(Path bin, Account account) {
        var result = new Commands(account).run(List.of(bin.resolve("postgres").toString(), "--version"));
        var version = VERSION.matcher(result.output());
        if (!result.succeeded() || !version.find()) {
            throw new ServerException(
                    Reason.NO_BINARIES,
                    "PostgreSQL in " + bin + " does not run on this machine: " + result.lastLines(5));
        }
        return new Installation(bin, Integer.parseInt(version.group(1)));
    }

    String program(String name) {
        return bin.resolve(name).toString();
    }
}
