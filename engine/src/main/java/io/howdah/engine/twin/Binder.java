package io.howdah.engine.twin;

import io.howdah.engine.SideBySide;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes questions of a workload: statements that the planner can be asked about, with values in place of parameters.
 *
 * <p>The texts that were really sent are used where any were seen; parameters that they leave open, and those of normalised
 * texts, get values from logs, else from the statistics of the column that the server compares them with. Statements without a
 * plan (utility commands) and those that read nothing but system catalogs are left out without a word; whatever else cannot
 * be planned is named.
 */
public final class Binder {

    private static final int TEXTS = 5;

    /** Fewer are not worth another session. */
    private static final int STATEMENTS_PER_SESSION = 20;

    private final Twin twin;

    public Binder(Twin twin) {
        this.twin = twin;
    }

    /** The questions of all statements; the shares of each statement's questions sum to 1. */
    public Bound bind(Workload workload) {
        var statements = workload.statements().stream()
                .filter(s -> StatementText.isPlanned(s.text()))
                .toList();
        int parts = Math.clamp(statements.size() / STATEMENTS_PER_SESSION, 1, twin.sessions());
        var bound = parts == 1 ? List.of(bind(statements)) : divided(statements, parts);
        return new Bound(
                bound.stream().flatMap(b -> b.questions().stream()).toList(),
                bound.stream().flatMap(b -> b.unplannable().stream()).toList());
    }

    /** Several parts at once, each in a session of its own; in the order of the statements. */
    private List<Bound> divided(List<Statement> statements, int parts) {
        return SideBySide.all(
                parts,
                IntStream.range(0, parts)
                        .mapToObj(i ->
                                statements.subList(statements.size() * i / parts, statements.size() * (i + 1) / parts))
                        .map(part -> (Callable<Bound>) () -> bind(part))
                        .toList());
    }

    private Bound bind(List<Statement> statements) {
        var questions = new ArrayList<Question>();
        var unplannable = new ArrayList<Unplannable>();
        try (var connection = twin.session();
                var session = connection.createStatement()) {
            session.setEscapeProcessing(false);
            var values = new Values(session, new Defaults(twin.catalog().readAt()));
            var binder = new StatementBinder(twin, session, values);
            statements.forEach(statement -> bind(statement, binder, questions, unplannable));
        } catch (SQLException e) {
            throw Errors.broken(e);
        }
        return new Bound(questions, unplannable);
    }

    private void bind(
            Statement statement, StatementBinder binder, List<Question> questions, List<Unplannable> unplannable) {
        if (StatementText.isSeveral(statement.text())) {
            unplannable.add(new Unplannable(statement, "it is several statements in one text"));
            return;
        }
        var found = new Attempt(statement, binder);
        twin.askers().of(statement).forEach(found::as);
        var unknown = twin.askers().unknown(statement, found.answers);
        if (found.questions.isEmpty()) {
            unplannable.add(new Unplannable(statement, String.valueOf(found.reason)));
        } else if (unknown.isPresent()) {
            unplannable.add(new Unplannable(statement, unknown.get()));
        } else if (!readsOnlyCatalogs(found.answers)) {
            questions.addAll(found.withWholeShares());
        }
    }

    /** What came of a statement so far. */
    private final class Attempt {

        private final Statement statement;
        private final StatementBinder binder;
        private final List<Question> questions = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private @Nullable String reason;

        Attempt(Statement statement, StatementBinder binder) {
            this.statement = statement;
            this.binder = binder;
        }

        void as(Asker asker) {
            int before = questions.size();
            samples(asker);
            if (questions.size() == before) {
                text(new Statement.Sample(statement.text(), List.of(), 1), asker.share(), asker);
            }
        }

        /** Texts that were sent, the most frequent first; a text that was cut off does not parse and is passed over. */
        private void samples(Asker asker) {
            var samples = statement.samples().stream()
                    .filter(s -> !StatementText.isSeveral(s.text()))
                    .limit(TEXTS)
                    .toList();
            double seen = samples.stream().mapToInt(Statement.Sample::seen).sum();
            samples.forEach(sample -> text(sample, asker.share() * sample.seen() / Math.max(1, seen), asker));
        }

        private void text(Statement.Sample sample, double share, Asker asker) {
            try {
                twin.ask(Configuration.AS_IS, binder.bind(statement, sample, share, asker.role()))
                        .forEach(this::take);
            } catch (SQLException e) {
                reason = twin.explained(Errors.message(e));
            }
        }

        private void take(Answer answer) {
            switch (answer) {
                case Answer.Planned planned -> {
                    questions.add(planned.question());
                    answers.add(planned);
                }
                case Answer.Failed failed -> reason = failed.reason();
            }
        }

        /** Where a part of the texts failed, the others stand for it. */
        List<Question> withWholeShares() {
            double sum = questions.stream().mapToDouble(Question::share).sum();
            Map<String, Question> distinct = new LinkedHashMap<>();
            for (var q : questions) {
                var whole = q.withShare(sum == 0 ? 0 : q.share() / sum);
                distinct.merge(q.generic() + " " + q.role() + " " + q.sql(), whole, Attempt::merged);
            }
            return List.copyOf(distinct.values());
        }

        private static Question merged(Question one, Question other) {
            return one.withShare(one.share() + other.share());
        }
    }

    private static boolean readsOnlyCatalogs(List<Answer> answers) {
        var relations = answers.stream()
                .filter(Answer.Planned.class::isInstance)
                .flatMap(a -> ((Answer.Planned) a).plan().nodes().stream())
                .flatMap(node -> Stream.ofNullable(node.relation()))
                .toList();
        return !relations.isEmpty()
                && relations.stream()
                        .allMatch(r ->
                                r.schema().equals("pg_catalog") || r.schema().equals("information_schema"));
    }
}
