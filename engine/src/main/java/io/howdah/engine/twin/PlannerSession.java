package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One session that plans questions, under indexes shown or hidden for their time only. */
final class PlannerSession implements AutoCloseable {

    private static final int GENERIC_PLAN_SINCE = 16;

    private final Connection connection;
    private final Statement session;
    private final boolean plansGenerically;
    private int prepared;
    private final String widePath;
    private final Askers askers;

    PlannerSession(Connection connection, String widePath, Askers askers) throws SQLException {
        this.askers = askers;
        this.connection = connection;
        this.widePath = widePath;
        this.session = connection.createStatement();
        this.plansGenerically = connection.getMetaData().getDatabaseMajorVersion() >= GENERIC_PLAN_SINCE;
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
        if (question.generic() && !plansGenerically) {
            return plannedAsPrepared(question);
        }
        var generic = question.generic() ? ", GENERIC_PLAN" : "";
        session.execute("EXPLAIN (FORMAT JSON, VERBOSE" + generic + ") " + question.sql());
        return new Answer.Planned(question, PlanJson.read(json()));
    }

    /** Before 16 EXPLAIN has no GENERIC_PLAN, but a prepared statement can be made to have one. */
    private Answer plannedAsPrepared(Question question) throws SQLException {
        var name = "howdah_question_" + ++prepared;
        session.execute("PREPARE " + name + " AS " + question.sql());
        session.execute("SET LOCAL plan_cache_mode = force_generic_plan");
        session.execute("EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE " + name + parameters(name));
        var answer = new Answer.Planned(question, PlanJson.read(json()));
        session.execute("DEALLOCATE " + name);
        return answer;
    }

    private String parameters(String name) throws SQLException {
        try (var rows = session.executeQuery("/* howdah */ SELECT pg_catalog.cardinality(parameter_types)"
                + " FROM pg_catalog.pg_prepared_statements WHERE name = '" + name + "'")) {
            int count = rows.next() ? rows.getInt(1) : 0;
            return count == 0 ? "" : "(" + String.join(", ", Collections.nCopies(count, "NULL")) + ")";
        }
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
