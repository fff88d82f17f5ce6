package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Values in the rows for which no code is given: named before anything is planned, and looked for again before anything is made. */
final class UnknownValues {

    private static final int NAMED = 10;

    private final Session session;
    private final LiveTable table;
    private final List<Coding> codings;
    private final List<String> problems;

    UnknownValues(Session session, LiveTable table, List<Coding> codings, List<String> problems) {
        this.session = session;
        this.table = table;
        this.codings = codings;
        this.problems = problems;
    }

    /** Before any trigger refuses what has no code. */
    PlannedStep step() throws SQLException {
        for (Coding coding : codings) {
            var found = session.queryAsWritten(values(coding), row -> row.getString(1));
            if (!found.isEmpty()) {
                problems.add("Column " + coding.column() + " of table " + table.name() + " has values without a code: "
                        + String.join(", ", found) + (found.size() < NAMED ? "" : ", …")
                        + "; give them codes, or give the rows other values");
            }
        }
        var sql = codings.stream()
                .map(c -> look(
                        "SELECT count(*) FROM (" + values(c) + ") v HAVING count(*) > 0",
                        "found || ' values of column " + c.encoding().column().replace("'", "''")
                                + " have no code; plan it again to see which'"))
                .toList();
        return PlannedStep.on(
                Kind.LONG_STATEMENT, table, "see that all values of " + Coding.texts(codings) + " have codes", sql);
    }

    private String values(Coding coding) {
        return "SELECT DISTINCT quote_literal(CAST(" + coding.column() + " AS text)) FROM ONLY "
                + table.name().quoted() + " WHERE " + coding.column() + " IS NOT NULL AND " + coding.exactly("")
                + " NOT IN ("
                + coding.encoding().codes().stream().map(coding::value).collect(Collectors.joining(", "))
                + ") LIMIT " + NAMED;
    }

    /** A query that finds nothing where all is well. */
    static String look(String query, String message) {
        return "DO "
                + CodeTrigger.dollars("\nDECLARE\n  found pg_catalog.text;\nBEGIN\n  found := (" + query
                        + ");\n  IF found IS NOT NULL THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = "
                        + message + ";\n  END IF;\nEND;\n");
    }
}
