package io.howdah.engine.advise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a finding leaves to its user: it changes results, promises or the application, so that no tool may do it unasked.
 *
 * @param choices the ways out, best first; with a single one the question is whether to take it
 */
public record Decision(List<Choice> choices) {

    public Decision {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("a decision needs a choice");
        }
        choices = List.copyOf(choices);
    }

    /** A decision whether to do one thing. */
    public static Decision whether(String title, List<String> consequences, String... sql) {
        return new Decision(List.of(new Choice(title, consequences, List.of(sql))));
    }

    /** The same with one way more. */
    public Decision or(String title, List<String> consequences, String... sql) {
        return new Decision(Stream.concat(choices.stream(), Stream.of(new Choice(title, consequences, List.of(sql))))
                .toList());
    }

    /** The same where the last way so far is carried out online by these commands, in order. */
    public Decision by(Command... commands) {
        var all = new ArrayList<>(choices);
        all.set(all.size() - 1, all.getLast().by(commands));
        return new Decision(all);
    }

    /** The same where {@code howdah change} takes the SQL of the last way so far as it is. */
    public Decision byChange() {
        var all = new ArrayList<>(choices);
        all.set(all.size() - 1, all.getLast().byChange());
        return new Decision(all);
    }

    /** Whether there is more than one way. */
    public boolean isOpen() {
        return choices.size() > 1;
    }

    /**
     * One way out.
     *
     * @param title what is done, in a few words
     * @param consequences what it brings and what it asks for, good and bad
     * @param sql what it takes in the database, in order; empty where it takes nothing there
     * @param statements what the application sends then instead of what it sends now; empty where that stays as it is
     * @param commands of the tool that do it online, in order; empty where none does
     */
    public record Choice(
            String title,
            List<String> consequences,
            List<String> sql,
            List<String> statements,
            List<Command> commands) {

        public Choice {
            consequences = List.copyOf(consequences);
            sql = List.copyOf(sql);
            statements = List.copyOf(statements);
            commands = List.copyOf(commands);
        }

        /** A way that leaves the application's statements as they are. */
        public Choice(String title, List<String> consequences, List<String> sql) {
            this(title, consequences, sql, List.of(), List.of());
        }

        /** A way that no command of the tool carries out. */
        public Choice(String title, List<String> consequences, List<String> sql, List<String> statements) {
            this(title, consequences, sql, statements, List.of());
        }

        /** The same where the application sends other statements. */
        public Choice sending(String... others) {
            return new Choice(title, consequences, sql, List.of(others), commands);
        }

        /** The same where these commands carry it out online, in order. */
        public Choice by(Command... online) {
            return new Choice(title, consequences, sql, statements, List.of(online));
        }

        /** The same where {@code howdah change} takes the SQL as it is. */
        public Choice byChange() {
            return by(Command.change(sql.toArray(String[]::new)));
        }

        /**
         * The same with its commands on a database.
         *
         * @param database as options of the command line
         */
        public Choice on(List<String> database) {
            return new Choice(
                    title,
                    consequences,
                    sql,
                    statements,
                    commands.stream().map(command -> command.on(database)).toList());
        }
    }
}
