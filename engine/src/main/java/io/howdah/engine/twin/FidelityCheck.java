package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.twin.Fidelity.Compared;
import io.howdah.engine.twin.Fidelity.NotCompared;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Has the statements of a workload planned by the original and by its twin, and compares. On the original that is EXPLAIN in a
 * session that can only read: nothing is run.
 */
public final class FidelityCheck {

    private static final int GENERIC_PLAN_SINCE = 16;

    private final Sessions sessions;
    private final Twin twin;

    public FidelityCheck(Sessions sessions, Twin twin) {
        this.sessions = sessions;
        this.twin = twin;
    }

    /** Of each statement the most frequent form is compared. */
    public Fidelity of(Workload workload, BiConsumer<Integer, Integer> progress) {
        var bound = new Binder(twin).bind(workload);
        var questions = bound.mostFrequent();
        var compared = new ArrayList<Compared>();
        var not = new ArrayList<NotCompared>();
        bound.unplannable().forEach(u -> not.add(new NotCompared(u.statement(), "the twin: " + u.reason())));
        var answers = twin.ask(Configuration.AS_IS, questions);
        try (var connection = sessions.readOnly();
                var session = connection.createStatement()) {
            session.setEscapeProcessing(false);
            connection.setAutoCommit(false);
            var reasons = new DifferenceReasons(connection, twin.catalog(), twin.major());
            for (int i = 0; i < answers.size(); i++) {
                progress.accept(i, answers.size());
                compare(session, answers.get(i), reasons, compared, not);
            }
        } catch (SQLException e) {
            throw Errors.broken(e);
        }
        return new Fidelity(List.copyOf(compared), List.copyOf(not));
    }

    private void compare(
            Statement session, Answer answer, DifferenceReasons reasons, List<Compared> compared, List<NotCompared> not)
            throws SQLException {
        var question = answer.question();
        switch (answer) {
            case Answer.Failed failed -> not.add(new NotCompared(question.statement(), "the twin: " + failed.reason()));
            case Answer.Planned planned -> {
                if (question.generic() && reasons.major() < GENERIC_PLAN_SINCE) {
                    not.add(new NotCompared(
                            question.statement(),
                            "only PostgreSQL 16 and later explain a plan without the parameters' values"));
                    return;
                }
                try {
                    var original = explained(session, question);
                    var pair = new Compared(question.statement(), question.sql(), original, planned.plan(), null);
                    compared.add(pair.same() ? pair : reasons.explained(pair, question.role()));
                } catch (SQLException e) {
                    not.add(new NotCompared(question.statement(), "the original: " + Errors.message(e)));
                }
            }
        }
    }

    /** Unqualified names are looked up as on the twin. */
    private Plan explained(Statement session, Question question) throws SQLException {
        try {
            return explained(session, question, SearchPath.narrow(twin.catalog()));
        } catch (SQLException e) {
            if (!SearchPath.missed(e)) {
                throw e;
            }
            return explained(session, question, SearchPath.wide(twin.catalog()));
        }
    }

    /** Gives back the locks that planning took. */
    private static Plan explained(Statement session, Question question, String searchPath) throws SQLException {
        var connection = session.getConnection();
        var before = connection.setSavepoint();
        try {
            session.execute("/* howdah */ SET LOCAL search_path = " + searchPath);
            return explain(session, question);
        } finally {
            connection.rollback(before);
        }
    }

    private static Plan explain(Statement session, Question question) throws SQLException {
        var generic = question.generic() ? ", GENERIC_PLAN" : "";
        try (var rows =
                session.executeQuery("EXPLAIN /* howdah */ (FORMAT JSON, VERBOSE" + generic + ") " + question.sql())) {
            rows.next();
            return PlanJson.read(rows.getString(1));
        }
    }
}
