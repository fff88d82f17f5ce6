package io.howdah.engine.read.dump;

import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.postgres.ServerMessage;
import io.howdah.engine.sql.ExtensionSql;
import io.howdah.engine.sql.OperatorClassSql;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a dump's statements one after the other; one that fails is noted and passed over.
 *
 * <p>The owner of the database runs them, since the server calls functions of the dump in indexes and partition bounds.
 */
final class DumpRun {

    private static final Pattern MISSING_ROLE = Pattern.compile("role \"(.*)\" does not exist");

    /** Dumps of single schemas create public, which is there. */
    private static final String DUPLICATE_SCHEMA = "42P06";

    /** Foreign servers are made by the owner, on wrappers of extensions; none is ever reached. */
    private static final String WRAPPERS = """
            DO $$ DECLARE wrapper name; BEGIN
              FOR wrapper IN SELECT fdwname FROM pg_catalog.pg_foreign_data_wrapper LOOP
                EXECUTE pg_catalog.format('ALTER FOREIGN DATA WRAPPER %I NO HANDLER', wrapper);
                EXECUTE pg_catalog.format('GRANT USAGE ON FOREIGN DATA WRAPPER %I TO PUBLIC', wrapper);
              END LOOP;
            END $$""";

    private static final int MOST_NOTES = 10;

    private final Statement owner;
    private final Statement superuser;

    private final List<String> failures = new ArrayList<>();
    private int failed;
    private int restored;

    private DumpRun(Statement owner, Statement superuser) {
        this.owner = owner;
        this.superuser = superuser;
    }

    static DumpRun of(Scratch scratch, List<DumpStatement> statements) throws SQLException {
        try (var owning = scratch.ofOwner().writing();
                var owner = owning.createStatement();
                var all = scratch.sessions().writing();
                var superuser = all.createStatement()) {
            owner.setEscapeProcessing(false);
            superuser.setEscapeProcessing(false);
            var run = new DumpRun(owner, superuser);
            for (var statement : statements) {
                run.run(statement);
            }
            return run;
        }
    }

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

    private void run(DumpStatement statement) throws SQLException {
        try {
            if (!statement.extension().isEmpty()) {
                extend(statement, statement.extension());
            } else if (OperatorClassSql.isSafe(statement.sql())) {
                superuser.execute(statement.sql());
            } else {
                execute(statement);
            }
        } catch (SQLException e) {
            if (owner.getConnection().isClosed() || superuser.getConnection().isClosed()) {
                throw e;
            }
            if (!statement.begins("set") && !statement.isAboutColumn() && !DUPLICATE_SCHEMA.equals(e.getSQLState())) {
                note(statement, message(e));
            }
        }
    }

    /** The dump's code may be there already, so the statement is our own but for the names. */
    private void extend(DumpStatement statement, List<String> names) throws SQLException {
        if (!Extension.isKnown(names.getFirst())) {
            note(statement, Extension.NOT_KNOWN);
            return;
        }
        superuser.execute("/* howdah */ CREATE EXTENSION IF NOT EXISTS " + Name.quoted(names.getFirst())
                + (names.size() > 1 ? " SCHEMA " + Name.quoted(names.get(1)) : ""));
        superuser.execute(ExtensionSql.restricted(Extension.REACHING));
        superuser.execute(WRAPPERS);
    }

    private void execute(DumpStatement statement) throws SQLException {
        try {
            owner.clearWarnings();
            owner.execute(statement.sql());
        } catch (SQLException e) {
            var role = MISSING_ROLE.matcher(message(e));
            if (!role.matches()) {
                throw e;
            }
            superuser.execute("/* howdah */ CREATE ROLE " + Name.quoted(role.group(1)));
            execute(statement);
        }
        if (statement.restoresStatistics()) {
            restored(statement);
        }
    }

    /** The functions warn of what they cannot take and go on; they answer whether all was taken. */
    private void restored(DumpStatement statement) throws SQLException {
        boolean whole;
        try (var rows = owner.getResultSet()) {
            whole = rows.next() && rows.getBoolean(1);
        }
        if (whole) {
            restored++;
        } else {
            var warning = owner.getWarnings();
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
        return ServerMessage.of(e);
    }
}
