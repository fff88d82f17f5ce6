package io.howdah.engine.read.dump;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.postgres.Sessions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/** Runs a dump's statements one after the other; one that fails is noted and passed over. */
final class DumpRun {

    private static final Pattern MISSING_ROLE = Pattern.compile("role \"(.*)\" does not exist");

    /** Dumps of single schemas create public, which is there. */
    private static final String DUPLICATE_SCHEMA = "42P06";

    private static final int MOST_NOTES = 10;

    private final List<String> failures = new ArrayList<>();
    private int failed;
    private int restored;

    /** The messages of statements that failed, for people to read; the first ones, and how many more there are. */
    List<String> failures() {
        var notes = new ArrayList<>(failures);
        if (failed > MOST_NOTES) {
            notes.add("%,d more statements of the dump failed".formatted(failed - MOST_NOTES));
        }
        return List.copyOf(notes);
    }

    /** How many calls wrote statistics. */
    int restored() {
        return restored;
    }

    void run(Sessions sessions, List<DumpStatement> statements) throws SQLException {
        try (var connection = sessions.writing();
                var session = connection.createStatement()) {
            session.setEscapeProcessing(false);
            for (var statement : statements) {
                run(session, statement);
            }
        }
    }

    private void run(Statement session, DumpStatement statement) throws SQLException {
        try {
            execute(session, statement);
        } catch (SQLException e) {
            if (session.getConnection().isClosed()) {
                throw e;
            }
            if (!statement.begins("set") && !DUPLICATE_SCHEMA.equals(e.getSQLState())) {
                note(statement, message(e));
            }
        }
    }

    private void execute(Statement session, DumpStatement statement) throws SQLException {
        try {
            session.clearWarnings();
            session.execute(statement.sql());
        } catch (SQLException e) {
            var role = MISSING_ROLE.matcher(message(e));
            if (!role.matches()) {
                throw e;
            }
            session.execute("/* howdah */ CREATE ROLE " + Name.quoted(role.group(1)));
            execute(session, statement);
        }
        if (statement.restoresStatistics()) {
            restored(session, statement);
        }
    }

    /** The functions warn of what they cannot take and go on; they answer whether all was taken. */
    private void restored(Statement session, DumpStatement statement) throws SQLException {
        boolean whole;
        try (var rows = session.getResultSet()) {
            whole = rows.next() && rows.getBoolean(1);
        }
        if (whole) {
            restored++;
        } else {
            var warning = session.getWarnings();
            note(statement, warning == null ? "the server did not take all of it" : message(warning));
        }
    }

    private void note(DumpStatement statement, String reason) {
        failed++;
        if (failed <= MOST_NOTES) {
            failures.add("of the dump, " + statement.brief() + " failed: " + reason);
        }
    }

    private static String message(SQLException e) {
        var server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        var message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "SQL state " + e.getSQLState() : message;
    }
}
