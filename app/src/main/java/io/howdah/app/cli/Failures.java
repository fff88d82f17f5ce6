package io.howdah.app.cli;

import io.howdah.app.report.NagiosReport;
import io.howdah.app.text.Printable;
import io.howdah.app.text.Style;
import io.howdah.app.text.Wrap;
import io.howdah.embedded.ServerException;
import io.howdah.engine.Problem;
import io.howdah.engine.Problem.Kind;
import io.howdah.engine.postgres.SqlProblems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one message on standard error and an exit code. */
final class Failures {

    private static final String DISK_FULL = "53100";

    /** Less is no misspelling. */
    private static final double ALIKE = 0.4;

    /** A password in an address, also in one that was taken for a path. */
    private static final Pattern IN_ADDRESS = Pattern.compile("(:/{1,2}[^\\s:/@']*):[^\\s']*@");

    /** A password as a word of a connection string, or as a parameter of an address. */
    private static final Pattern AS_WORD = Pattern.compile("\\b(password\\s*=\\s*)(?:'(?:[^'\\\\]|\\\\.)*'|[^\\s'&]+)");

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    int usage(ParameterException failure, String... arguments) {
        var line = failure.getCommandLine();
        var message = new StringBuilder(message(failure));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            suggestion(unmatched)
                    .ifPresent(s -> message.append("; did you mean ").append(s).append('?'));
        }
        say(message.toString());
        console.err().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return InspectFormat.nagios(arguments) ? unknown(message.toString()) : Kind.INPUT.exitCode();
    }

    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            var first = unmatched.getUnmatched().isEmpty()
                    ? ""
                    : unmatched.getUnmatched().getFirst();
            if (unmatched.isUnknownOption()) {
                return "unknown option " + first;
            }
            return hasCommands(failure)
                    ? "unknown command '" + first + "'"
                    : "'" + first + "' is one argument too many";
        }
        var text = failure.getMessage() == null ? "wrong arguments" : withoutTypes(failure.getMessage());
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** Names of Java's types mean nothing to the user. */
    private static String withoutTypes(String message) {
        return message.replaceAll("is not an? (int|long)$", "is not a whole number")
                .replaceAll("is not a (double|float)$", "is not a number");
    }

    private static boolean hasCommands(ParameterException failure) {
        return !failure.getCommandLine().getSubcommands().isEmpty();
    }

    private static Optional<String> suggestion(UnmatchedArgumentException failure) {
        if (!failure.isUnknownOption() && !hasCommands(failure)) {
            return Optional.empty();
        }
        var given = failure.getUnmatched().getFirst();
        return failure.getSuggestions().stream().findFirst().filter(s -> likeness(given, s) >= ALIKE);
    }

    /** The share of pairs of neighbouring letters that two words have in common (Dice's coefficient). */
    private static double likeness(String one, String other) {
        var first = pairs(one);
        var second = pairs(other);
        long common = first.stream().filter(second::contains).count();
        return 2.0 * common / Math.max(1, first.size() + second.size());
    }

    private static Set<String> pairs(String word) {
        return IntStream.range(0, Math.max(0, word.length() - 1))
                .mapToObj(i -> word.substring(i, i + 2))
                .collect(Collectors.toSet());
    }

    int execution(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        if (!InspectFormat.nagios(parsed.originalArgs().toArray(String[]::new)) || interrupted(failure)) {
            return tell(failure);
        }
        var text = problem(failure).text();
        say(text);
        return unknown(text);
    }

    /** Nagios reads standard output, and takes 2 for critical. */
    private int unknown(String message) {
        console.out().print(NagiosReport.unknown(withoutPasswords(message)));
        console.out().flush();
        return NagiosReport.UNKNOWN;
    }

    /** Says what went wrong; gives the exit code. */
    int tell(Throwable failure) {
        if (interrupted(failure)) {
            say(
                    failure instanceof Problem problem && problem.kind() == Kind.INTERRUPTED
                            ? problem.text()
                            : "interrupted");
            return Kind.INTERRUPTED.exitCode();
        }
        var problem = problem(failure);
        say(problem.text());
        return problem.kind().exitCode();
    }

    private static boolean interrupted(Throwable failure) {
        return Interruptible.stopping()
                || Thread.currentThread().isInterrupted()
                || causes(failure)
                        .anyMatch(c -> c instanceof InterruptedException
                                || (c instanceof Problem problem && problem.kind() == Kind.INTERRUPTED));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, c -> c != null, Throwable::getCause);
    }

    private Problem problem(Throwable failure) {
        return switch (failure) {
            case Problem known -> known;
            case ServerException server -> ofServer(server);
            case OutOfMemoryError full ->
                Problem.internal("there was not enough memory; give more with HOWDAH_JAVA_OPTS=-Xmx4g", full);
            default -> unexpected(failure);
        };
    }

    private static Problem ofServer(ServerException failure) {
        return switch (failure.reason()) {
            case DIRECTORY, IN_USE, OTHER_MAJOR, PORT_TAKEN -> new Problem(Kind.INPUT, textOf(failure), failure);
            case CLOSED -> new Problem(Kind.INTERRUPTED, "interrupted", failure);
            case NO_BINARIES, NO_ACCOUNT, DISK_FULL, INITDB, START, STOP -> Problem.internal(textOf(failure), failure);
        };
    }

    private Problem unexpected(Throwable failure) {
        var full = causes(failure)
                .filter(c -> (c instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState()))
                        || (c instanceof IOException && textOf(c).contains("No space left")))
                .findFirst();
        if (full.isPresent()) {
            return Problem.internal("the disk is full: " + textOf(full.get()), failure);
        }
        return Problem.internal(
                "something unforeseen went wrong (" + Wrap.cut(summary(failure), 200) + "). " + logged(failure),
                failure);
    }

    private static String summary(Throwable failure) {
        var text = failure instanceof SQLException sql ? SqlProblems.message(sql) : textOf(failure);
        return failure.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text);
    }

    private static String textOf(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? "" : message;
    }

    private static String logged(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("howdah-failure-", ".log");
            Files.writeString(file, trace.toString());
            return "The details are in " + file + "; please report them.";
        } catch (IOException | UncheckedIOException e) {
            return "The details could not be written anywhere.";
        }
    }

    private static String withoutPasswords(String message) {
        return AS_WORD.matcher(IN_ADDRESS.matcher(message).replaceAll("$1:…@")).replaceAll("$1…");
    }

    private void say(String given) {
        var message = Printable.of(withoutPasswords(given));
        var style = console.style(console.errIsTerminal(), false);
        var label = style.boldRed("howdah: ");
        var lines =
                Wrap.words(message, console.errIsTerminal() ? console.width() - Style.width(label) : Integer.MAX_VALUE);
        for (int i = 0; i < lines.size(); i++) {
            console.err().println((i == 0 ? label : " ".repeat(Style.width(label))) + lines.get(i));
        }
    }
}
