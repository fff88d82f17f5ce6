package io.howdah.app.cli;

import io.howdah.app.stage.LiveNames;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.Sessions;

/** A command on a table that the user names. */
abstract class TableCommand extends Command {

    TableCommand(Console console) {
        super(console);
    }

    /** The table that SQL of the user's own sessions would mean by this. */
    final QualifiedName named(Sessions sessions, String text) {
        return new LiveNames(sessions, progress())
                .relation(text)
                .orElseThrow(() -> Problem.input("there is no table " + text));
    }
}
