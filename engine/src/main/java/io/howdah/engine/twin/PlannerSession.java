package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One session that plans questions, under indexes shown or hidden for their time only. */
final class PlannerSession implements AutoCloseable {

    private final Connection connection;
    private final Statement session;
    private final String widePath;
    private final Askers askers;

    PlannerSession(Connection connection, String widePath, Askers askers) throws SQLException {
        this.askers = askers;
        this.connection = connection;
        this.widePath = widePath;
        this.session = connection.createStatement();
        session.setEscapeProcessing(false);
    }

    /**
     * Plans all of them in one transaction, which is rolled back. The savepoint is set before the first question: a statement
     * that cannot even be parsed takes what is sent along with it down.
     */
    List<Answer> ask(Conditions conditions, List<Question> questions) throws SQLException {
        return ask(conditions, conditions.indexes(), questions);
    }

    /** The same where the indexes are as they shall be already. */
    List<Answer> askAsIs(Conditions conditions, List<Question> questions) throws SQLException {
        return ask(conditions, "", questions);
    }

    private List<Answer> ask(Conditions conditions, String indexes, List<Question> questions) throws SQLException {
        var settings = conditions.set();
        session.execute("BEGIN;" + settings + indexes + "SAVEPOINT question");
        try {
            var answers = new ArrayList<Answer>(questions.size());
            for (var question : questions) {
                answers.add(plan(question, settings));
            }
            return answers;
        } finally {
            session.execute("ROLLBACK");
        }
    }

    /** @param settings made again after those of a role, which they take precedence of */
    private Answer plan(Question question, String settings) throws SQLException {
        var preamble = askers.preamble(question.role());
        try {
            if (preamble.isEmpty()) {
                return planned(question);
            }
            session.execute("/* howdah */ SELECT 1" + preamble + ";" + settings);
            var answer = planned(question);
            session.execute("ROLLBACK TO question");
            return answer;
        } catch (SQLException e) {
            session.execute("ROLLBACK TO question");
            return SearchPath.missed(e)
                    ? planWidely(question, settings, e)
                    : new Answer.Failed(question, Errors.message(e));
        }
    }

    private Answer planWidely(Question question, String settings, SQLException narrow) throws SQLException {
        try {
            session.execute("/* howdah */ SELECT 1" + askers.preamble(question.role()) + "; SET LOCAL search_path = "
                    + widePath + ";" + settings);
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

    /** Runs statements, each in a transaction of its own. */
    void execute(String sql) throws SQLException {
        session.execute(sql);
    }

    /** Fails where the server refuses a setting; nothing is left of it. */
    boolean tryOut(Map<String, String> settings) throws SQLException {
        try {
            session.execute("BEGIN;" + new Conditions(List.of(), List.of(), settings).set());
            return true;
        } finally {
            session.execute("ROLLBACK");
        }
    }

    /** For what else is to be asked outside of a question. */
    Statement session() {
        return session;
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
