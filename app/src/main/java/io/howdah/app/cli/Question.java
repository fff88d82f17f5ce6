package io.howdah.app.cli;

import io.howdah.engine.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks the person at the terminal. */
final class Question {

    private final Console console;

    Question(Console console) {
        this.console = console;
    }

    /** Whether the answer was yes; a problem where nobody can be asked. */
    boolean confirm(String question) {
        if (!console.inIsTerminal()) {
            throw Problem.input("nothing was changed: this would be asked first, and there is no terminal to ask at;"
                    + " give --yes to do it without asking");
        }
        console.err().print(question + " [y/N] ");
        console.err().flush();
        var answer = answer();
        if (answer.equals("y") || answer.equals("yes")) {
            return true;
        }
        console.err().println("Nothing was changed.");
        return false;
    }

    /** Says something and waits for Enter, the end of the input, or an interruption. */
    void waitForEnter(String what) {
        console.err().println(what);
        console.err().print("Press Enter to stop it. ");
        console.err().flush();
        answer();
    }

    private String answer() {
        try {
            var reader = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
            var line = reader.readLine();
            return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw Problem.internal("the answer could not be read: " + e.getMessage(), e);
        }
    }
}
