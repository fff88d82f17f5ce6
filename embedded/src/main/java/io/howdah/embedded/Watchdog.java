package io.howdah.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small shell that outlives this JVM, if only by a moment: when the pipe to it breaks because the JVM was killed, it
 * stops the server and removes a temporary directory.
 */
final class Watchdog implements AutoCloseable {

    /** Arguments: the data directory, the register's entry, the token in it, and the temporary directory or nothing. */
    private static final String SCRIPT = """
            trap '' INT HUP TERM QUIT
            data=$1 entry=$2 token=$3 temporary=$4
            pause() { sleep 0.1 2>/dev/null || sleep 1; }
            ours() { grep -q "$token" "$entry" 2>/dev/null; }
            server() {
              pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) && [ -n "$pid" ] || return 1
              if [ -d "/proc/$pid" ]; then [ "$(readlink "/proc/$pid/cwd")" = "$data" ]
              else ps -o args= -p "$pid" 2>/dev/null | grep -F -- "$data" | grep -q postgres; fi
            }
            stop() {
              for signal in "$@"; do
                server && ours || return 0
                kill "-$signal" "$pid"
                tries=0
                while server && [ $tries -lt 600 ]; do pause; tries=$((tries + 1)); done
              done
            }
            read -r word
            [ "$word" = done ] && exit 0
            tries=0
            while ! server && [ $tries -lt 10 ]; do pause; tries=$((tries + 1)); done
            if [ -z "$temporary" ]; then stop INT QUIT KILL; exit 0; fi
            stop QUIT KILL
            ours || exit 0
            for try in 1 2 3 4 5; do
              rm -rf "$temporary"
              pause
              [ -d "$temporary" ] || break
            done
            rm -f "$entry" "$entry.lock"
            """;

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    /** Begins to watch over the server of a claim. */
    static Watchdog over(Registry.Claim claim) {
        var entry = claim.entry();
        var command = List.of(
                "sh",
                "-c",
                SCRIPT,
                "howdah-watchdog",
                entry.data().toString(),
                claim.file().toString(),
                entry.token(),
                path(entry.temporary()));
        return new Watchdog(Commands.spawn(command));
    }

    private static String path(@Nullable Path path) {
        return path == null ? "" : path.toString();
    }

    /** Lets the shell go without its doing anything. */
    @Override
    public void close() {
        try (var pipe = process.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException goneAlready) {
            process.destroyForcibly();
        }
    }
}
