package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs programs as an account, one after the other, until it is cancelled. */
final class Commands {

    private static final List<String> OWN_SESSION = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .filter(setsid -> Files.isExecutable(Path.of(setsid)))
            .limit(1)
            .toList();

    /** Of a program that SIGINT ended: Ctrl-C reaches it if it comes before setsid has run. */
    private static final int KEYBOARD_INTERRUPT = 128 + 2;

    private final Account account;
    private @Nullable Process running;
    private boolean cancelled;

    Commands(Account account) {
        this.account = account;
    }

    /** How a program ended, and all that it printed. */
    record Result(int status, String output) {

        boolean succeeded() {
            return status == 0;
        }

        String lastLines(int count) {
            return Text.lastLines(output, count);
        }
    }

    /** Runs a program to its end. */
    Result run(List<String> command) {
        var process = begin(command);
        try {
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var result = new Result(process.waitFor(), output.strip());
            mustGoOn();
            if (result.status() == KEYBOARD_INTERRUPT) {
                throw new ServerException(Reason.CLOSED, command.get(0) + " was interrupted.");
            }
            return result;
        } catch (IOException e) {
            throw new ServerException(
                    cancelled() ? Reason.CLOSED : Reason.START,
                    command.get(0) + " was ended before it had finished.",
                    e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new ServerException(Reason.CLOSED, "Interrupted while " + command.get(0) + " was running.", e);
        }
    }

    private synchronized Process begin(List<String> command) {
        var process = start(command);
        running = process;
        return process;
    }

    /** Starts a program that cancelling does not end. */
    synchronized Process start(List<String> command) {
        mustGoOn();
        return spawn(account.wrap(command));
    }

    synchronized void mustGoOn() {
        if (cancelled) {
            throw new ServerException(Reason.CLOSED, "The server was closed before it had started.");
        }
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    /** Ends what is being run, and lets nothing more be started. */
    synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            running.destroy();
        }
    }

    /** Starts a program that is out of reach of a terminal's Ctrl-C, where the system has setsid(1). */
    static Process spawn(List<String> command) {
        var line = new ArrayList<>(OWN_SESSION);
        line.addAll(command);
        var builder = new ProcessBuilder(line).redirectErrorStream(true).directory(new File("/"));
        var environment = builder.environment();
        for (String name : Set.copyOf(environment.keySet())) {
            if (name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG")) {
                environment.remove(name);
            }
        }
        environment.put("LC_ALL", "C");
        zone().ifPresent(zone -> environment.putIfAbsent("TZ", zone));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ServerException(
                    Reason.NO_BINARIES, command.get(0) + " cannot be run: " + Text.reason(e) + ".", e);
        }
    }

    /** The zone's name as PostgreSQL knows it; without TZ, initdb compares the clock with every zone there is. */
    private static Optional<String> zone() {
        return Optional.of(ZoneId.systemDefault().getId()).filter(id -> id.indexOf('/') > 0 || id.equals("UTC"));
    }
}
