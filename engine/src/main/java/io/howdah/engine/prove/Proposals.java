package io.howdah.engine.prove;

import io.howdah.engine.advise.query.Attempt;
import io.howdah.engine.advise.query.DeepOffsetRule;
import io.howdah.engine.advise.query.Rewriter;
import io.howdah.engine.advise.query.Rewriters;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for other forms of a workload's statements and has them proven. */
public final class Proposals {

    /** Values of parameters to try, those that stand for most calls first. */
    private static final int TRIALS = 4;

    /** Rows before a page whose offset is not known; the first that the data reaches. */
    private static final List<Long> ASSUMED = List.of(1000L, 100L);

    private final Catalog catalog;
    private final WhatIf twin;
    private final @Nullable Prover prover;

    /** @param prover runs statements; null where none may be run */
    public Proposals(Catalog catalog, WhatIf twin, @Nullable Prover prover) {
        this.catalog = catalog;
        this.twin = twin;
        this.prover = prover;
    }

    /**
     * What came of each form that is known to be beaten by another.
     *
     * @param questions of the workload, with values in place of parameters
     */
    public List<Proposal> of(List<Statement> statements, List<Question> questions) {
        var proposals = new ArrayList<Proposal>();
        for (var statement : statements) {
            var own = questions.stream()
                    .filter(q -> q.statement().id().equals(statement.id()) && !q.generic())
                    .sorted((one, other) -> Double.compare(other.share(), one.share()))
                    .limit(TRIALS)
                    .toList();
            for (var rewriter : Rewriters.all()) {
                Rewriters.attempt(rewriter, text(statement), catalog)
                        .ifPresent(a -> proposals.add(proposal(statement, rewriter, a, own)));
            }
        }
        return List.copyOf(proposals);
    }

    /** As it is sent, with the constants that the server's normalised text hides. */
    private static String text(Statement statement) {
        return statement.samples().isEmpty()
                ? statement.text()
                : statement.samples().getFirst().text();
    }

    private Proposal proposal(Statement statement, Rewriter rewriter, Attempt attempt, List<Question> questions) {
        return switch (attempt) {
            case Attempt.Refused(var reason) ->
                proposal(statement, rewriter, "", List.of(), List.of(), new Outcome.NotRun(reason), null);
            case Attempt.Rewritten form -> {
                var trials = trials(rewriter, questions);
                yield proposal(statement, rewriter, form.sql(), form.conditions(), form.needs(), questions, trials);
            }
            case Attempt.Keyset form -> {
                var trials = pages(rewriter, questions);
                yield proposal(statement, rewriter, form.next(), form.conditions(), form.needs(), questions, trials);
            }
        };
    }

    private Proposal proposal(
            Statement statement,
            Rewriter rewriter,
            String after,
            List<String> conditions,
            List<IndexDefinition> needs,
            List<Question> questions,
            Optional<List<Trial>> trials) {
        var missing = needs.stream().filter(n -> !isThere(n)).toList();
        if (trials.isEmpty()) {
            var reason = new Outcome.NotRun("with some values of its parameters other rows might come");
            return proposal(statement, rewriter, after, conditions, missing, reason, null);
        }
        var costs = costs(questions, trials.get(), missing);
        var outcome =
                prover == null ? new Outcome.NotRun("no statement was to be run") : prover.prove(trials.get(), missing);
        return proposal(statement, rewriter, after, conditions, missing, outcome, costs);
    }

    private Proposal proposal(
            Statement statement,
            Rewriter rewriter,
            String after,
            List<String> conditions,
            List<IndexDefinition> needs,
            Outcome outcome,
            Proposal.@Nullable Costs costs) {
        return new Proposal(
                statement,
                rewriter.slug(),
                rewriter.title(),
                rewriter.why(),
                rewriter.isForSpeed(),
                text(statement),
                after,
                new OpenForms(catalog, twin, statement).of(rewriter, text(statement)),
                conditions,
                needs,
                outcome,
                costs);
    }

    /** An index that begins with these keys. */
    private boolean isThere(IndexDefinition wanted) {
        return catalog.indexes().stream()
                .map(i -> i.definition())
                .anyMatch(d -> d.table().equals(wanted.table())
                        && d.method().equals(wanted.method())
                        && d.predicate() == null
                        && d.keys().size() >= wanted.keys().size()
                        && d.keys().subList(0, wanted.keys().size()).equals(wanted.keys()));
    }

    /** The same form with each question's values; empty where one of them has no such form. */
    private Optional<List<Trial>> trials(Rewriter rewriter, List<Question> questions) {
        var trials = new ArrayList<Trial>();
        for (var question : questions) {
            var form = Rewriters.attempt(rewriter, question.sql(), catalog);
            if (form.isEmpty() || !(form.get() instanceof Attempt.Rewritten rewritten)) {
                return Optional.empty();
            }
            trials.add(new Trial(question.sql(), rewritten.sql(), question.share()));
        }
        return Optional.of(trials);
    }

    /** Pages after the first, each with the last row of the page before; empty where one of the questions has no such form. */
    private Optional<List<Trial>> pages(Rewriter rewriter, List<Question> questions) {
        var trials = new ArrayList<Trial>();
        for (var question : questions) {
            var form = Rewriters.attempt(rewriter, question.sql(), catalog);
            if (form.isEmpty() || !(form.get() instanceof Attempt.Keyset)) {
                return Optional.empty();
            }
            page(rewriter, question.sql(), question.share())
                    .or(() -> assumed(rewriter, question))
                    .ifPresent(trials::add);
        }
        return Optional.of(trials);
    }

    private Optional<Trial> page(Rewriter rewriter, String sql, double share) {
        return Rewriters.attempt(rewriter, sql, catalog)
                .map(Attempt.Keyset.class::cast)
                .flatMap(form -> edge(form).map(edge -> new Trial(form.settled(), with(form, edge), share)));
    }

    /** A page at one of the depths that are tried where the offset that was asked for is not known. */
    private Optional<Trial> assumed(Rewriter rewriter, Question question) {
        return ASSUMED.stream()
                .flatMap(offset -> DeepOffsetRule.at(question.sql(), offset).stream())
                .flatMap(sql -> page(rewriter, sql, question.share()).stream())
                .findFirst();
    }

    private Optional<List<String>> edge(Attempt.Keyset keyset) {
        try {
            return prover == null ? Optional.empty() : prover.row(keyset.edge());
        } catch (io.howdah.engine.Problem e) {
            return Optional.empty();
        }
    }

    private static String with(Attempt.Keyset keyset, List<String> edge) {
        var text = keyset.next();
        for (int i = 0; i < edge.size(); i++) {
            var value = Name.literal(edge.get(i)) + "::" + keyset.types().get(i);
            text = text.replace(DeepOffsetRule.placeholder(keyset.keys().get(i)), value);
        }
        return text;
    }

    private Proposal.@Nullable Costs costs(List<Question> questions, List<Trial> trials, List<IndexDefinition> needs) {
        if (questions.isEmpty() || trials.isEmpty()) {
            return null;
        }
        var asked = questions.getFirst();
        var trial = trials.getFirst();
        var with = Configuration.with(new HashSet<>(twin.add(needs)));
        var before = twin.ask(Configuration.AS_IS, List.of(otherwise(asked, trial.before())));
        var after = twin.ask(with, List.of(otherwise(asked, trial.after())));
        return before.getFirst() instanceof Answer.Planned one && after.getFirst() instanceof Answer.Planned other
                ? new Proposal.Costs(one.plan().cost(), other.plan().cost())
                : null;
    }

    private static Question otherwise(Question question, String sql) {
        return new Question(question.statement(), sql, 1, false, question.role());
    }
}
