package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** One session that plans questions, under indexes shown or hidden for their time only. */
final class PlannerSession implements AutoCloseable {

    private final Connection connection;
    private final Statement session;
    private final String widePath;

    PlannerSession(Connection connection, String widePath) throws SQLException {
        this.connection = connection;
        this.widePath = widePath;
        this.session = connection.createStatement();
        session.setEscapeProcessing(false);
    }

    /**
     * Plans all of them in one transaction, which is rolled back. The savepoint is set before the first question: a statement
     * that cannot even be parsed takes what is sent along with it down.
     */
    List<Answer> ask(Collection<Long> shown, Collection<Long> hidden, List<Question> questions) throws SQLException {
        session.execute("BEGIN" + validity(shown, true) + validity(hidden, false) + "; SAVEPOINT question");
        try {
            var answers = new ArrayList<Answer>(questions.size());
            for (var question : questions) {
                answers.add(plan(question));
            }
            return answers;
        } finally {
            session.execute("ROLLBACK");
        }
    }

    private static String validity(Collection<Long> indexes, boolean valid) {
        if (indexes.isEmpty()) {
            return "";
        }
        return "; UPDATE pg_catalog.pg_index SET indisvalid = " + valid + " WHERE indexrelid IN ("
                + indexes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    private Answer plan(Question question) throws SQLException {
        try {
            return planned(question);
        } catch (SQLException e) {
            session.execute("ROLLBACK TO question");
            return SearchPath.missed(e) ? planWidely(question, e) : new Answer.Failed(question, Errors.message(e));
        }
    }

    private Answer planWidely(Question question, SQLException narrow) throws SQLException {
        try {
            session.execute("SET LOCAL search_path = " + widePath);
            return planned(question);
        } catch (SQLException e) {
            return new Answer.Failed(question, Errors.message(narrow));
        } finally {
            session.execute("ROLLBACK TO question");
        }
    }

    private Answer planned(Question question) throws SQLException {
        var generic = question.generic() ? ", GENERIC_PLAN" : "";
        session.execute("EXPLAIN (FORMAT JSON, VERBOSE" + generic + ") " + question.sql());
        return new Answer.Planned(question, PlanJson.read(json()));
    }

    /** Plans a statement of the twin's own, as things are. */
    Plan explain(String sql) throws SQLException {
        session.execute("EXPLAIN (FORMAT JSON, VERBOSE) " + sql);
        return PlanJson.read(json());
    }

    private String json() throws SQLException {
        try (var rows = session.getResultSet()) {
            if (rows == null || !rows.next()) {
                throw new SQLException("the statement has no plan");
            }
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
