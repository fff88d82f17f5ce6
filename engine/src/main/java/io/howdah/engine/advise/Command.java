package io.howdah.engine.advise;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of the tool by which a way out is carried out online.
 *
 * @param verb the command, such as {@code secure observe} in two words
 * @param place on which database, as options of the command line; empty where the surroundings tell
 * @param arguments of the command, none of them quoted
 */
public record Command(List<String> verb, List<String> place, List<String> arguments) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public Command {
        verb = List.copyOf(verb);
        place = List.copyOf(place);
        arguments = List.copyOf(arguments);
    }

    /** Statements of DDL, as one change. */
    public static Command change(String... sql) {
        return of("change", String.join("; ", sql));
    }

    /**
     * Another command.
     *
     * @param verb its words with blanks between
     */
    public static Command of(String verb, String... arguments) {
        return new Command(List.of(verb.split(" ")), List.of(), List.of(arguments));
    }

    /** The same on a database. */
    public Command on(List<String> database) {
        return new Command(verb, database, arguments);
    }

    /** As it is typed into a shell. */
    public String text() {
        return "howdah "
                + Stream.of(verb, place, arguments)
                        .flatMap(List::stream)
                        .map(Command::word)
                        .collect(joining(" "));
    }

    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
