package io.howdah.app.stage;

import io.howdah.engine.Problem;
import io.howdah.engine.postgres.Marked;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.postgres.SqlProblems;
import java.sql.SQLException;

/** Whether what is called a copy is one. */
public final class CopyCheck {

    /** A copy of the files has the same system identifier; that two servers began within a microsecond, nobody will see. */
    private static final String WHICH = """
            SELECT pg_catalog.pg_postmaster_start_time()::text || ' ' || oid
              FROM pg_catalog.pg_database
             WHERE datname = pg_catalog.current_database()
            """;

    private CopyCheck() {}

    /** Refuses a copy that is the database itself: building indexes there would keep its writers waiting. */
    public static void mustDiffer(Sessions database, Sessions copy) {
        if (which(database).equals(which(copy))) {
            throw Problem.input("--copy names the database itself, where indexes would be built under locks that keep"
                    + " writers waiting; give another database with the same tables and rows");
        }
    }

    private static String which(Sessions sessions) {
        try (var connection = sessions.readOnly();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(Marked.sql(WHICH))) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw SqlProblems.of(e, "asking which server it is");
        }
    }
}
