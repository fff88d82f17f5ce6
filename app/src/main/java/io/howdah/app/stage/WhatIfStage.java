package io.howdah.app.stage;

import io.howdah.app.wish.Wishes;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.prove.Outcome;
import io.howdah.engine.prove.Prover;
import io.howdah.engine.prove.Trial;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Bound;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the twin how the workload's statements would be planned if the database were otherwise. */
public final class WhatIfStage {

    private final Progress progress;
    private final RowSamples samples;

    /** @param samples what can be asked of the rows for the sizes of new indexes */
    public WhatIfStage(Progress progress, RowSamples samples) {
        this.progress = progress;
        this.samples = samples;
    }

    /**
     * A statement's plan now and then. Where several texts of it were seen, this is the most frequent one.
     *
     * @param measured what running it both ways showed; null where it was not to be run
     */
    public record Outlook(
            Statement statement,
            String sql,
            Plan now,
            Plan then,
            @Nullable Outcome measured) {

        /** Whether the plans work alike. */
        public boolean isSame() {
            return now.shape().equals(then.shape());
        }

        private Outlook measuredBy(Prover prover, Map<String, String> settings) {
            return isSame()
                    ? this
                    : new Outlook(
                            statement, sql, now, then, prover.prove(List.of(Trial.under(settings, sql)), List.of()));
        }
    }

    /**
     * The answer, costliest statement then first.
     *
     * @param indexes those that were wished for, with their sizes
     * @param notes what is worth knowing about how it was brought about
     */
    public record Result(
            Catalog catalog,
            Wishes wishes,
            List<Candidate> indexes,
            List<String> notes,
            List<Outlook> outlooks,
            List<NotAdvised> failed) {}

    /** What was found before and after the change. */
    private record Answers(List<Answer> now, List<Answer> then) {}

    public Result ask(Catalog catalog, Workload workload, Wishes wishes) {
        var major = wishes.major();
        try (var twin = twin(catalog, TwinOptions.DEFAULT);
                var other = major == null ? null : twin(catalog, TwinOptions.DEFAULT.major(major))) {
            return ask(catalog, twin, other == null ? twin : other, workload, wishes);
        }
    }

    private Result ask(Catalog catalog, Twin today, Twin twin, Workload workload, Wishes wishes) {
        try (var step = progress.begin("plan the workload")) {
            var bound = new Binder(today).bind(workload);
            var met = new MetQuestions(today, workload, wishes.indexes());
            var questions = met.of(bound.mostFrequent());
            var now = today.ask(Configuration.AS_IS, questions);
            var indexes = indexes(twin, wishes);
            twin.resize(wishes.rows());
            var configuration = Configuration.with(Set.copyOf(indexes))
                    .hiding(wishes.hidden())
                    .setting(wishes.settings())
                    .building(wishes.structures());
            var then = twin.ask(configuration, questions);
            var notes = new ArrayList<>(twin.notes(wishes.structures()));
            notes.addAll(met.notes());
            if (wishes.major() != null && today.major() != catalog.server().major()) {
                notes.add("now is planned as PostgreSQL " + today.major() + " too: the programs of "
                        + catalog.server().major()
                        + " are not on this machine; HOWDAH_POSTGRES_BIN names their directory");
            }
            var result = result(catalog, wishes, indexes, List.copyOf(notes), new Answers(now, then), failed(bound));
            step.result(result.outlooks().size() + " statements, now and then");
            return result;
        }
    }

    /** Runs the statements that get another plan under the settings, under both, read-only. */
    public Result measured(Result result, Prover prover) {
        try (var step = progress.begin("run statements under both settings")) {
            var outlooks = result.outlooks().stream()
                    .map(o -> o.measuredBy(prover, result.wishes().settings()))
                    .toList();
            step.result(outlooks.stream()
                            .filter(o -> o.measured() instanceof Outcome.SameRows)
                            .count()
                    + " measured");
            return new Result(
                    result.catalog(), result.wishes(), result.indexes(), result.notes(), outlooks, result.failed());
        }
    }

    private static List<Candidate> indexes(Twin twin, Wishes wishes) {
        var made = twin.add(wishes.indexes());
        for (var definition : wishes.indexes()) {
            if (made.stream().noneMatch(c -> c.definition().equals(definition))) {
                throw Problem.input("the index on " + definition + " cannot be made: "
                        + twin.refused().getOrDefault(definition, "the twin does not have the table"));
            }
        }
        return made;
    }

    private Twin twin(Catalog catalog, TwinOptions options) {
        try (var step = progress.begin("build the planner's twin")) {
            var twin = Twin.build(catalog, options.samples(samples));
            step.result("schema and statistics, no rows");
            return twin;
        }
    }

    private static List<NotAdvised> failed(Bound bound) {
        return bound.unplannable().stream()
                .map(u -> new NotAdvised(u.statement().text(), u.reason()))
                .toList();
    }

    private static Result result(
            Catalog catalog,
            Wishes wishes,
            List<Candidate> indexes,
            List<String> notes,
            Answers answers,
            List<NotAdvised> unplannable) {
        var names = new LinkedHashMap<String, String>();
        indexes.forEach(index -> names.put(index.name(), "<" + index.definition() + ">"));
        var outlooks = new ArrayList<Outlook>();
        var failed = new ArrayList<>(unplannable);
        for (int i = 0; i < answers.now().size(); i++) {
            var now = answers.now().get(i);
            var then = answers.then().get(i);
            Question question = now.question();
            if (now instanceof Answer.Planned first && then instanceof Answer.Planned second) {
                var plan = second.plan().renamed(names);
                outlooks.add(new Outlook(question.statement(), question.sql(), first.plan(), plan, null));
            } else {
                failed.add(new NotAdvised(question.statement().text(), reason(now, then)));
            }
        }
        outlooks.sort(Comparator.comparingDouble(
                        (Outlook o) -> o.statement().calls() * o.then().cost())
                .reversed());
        return new Result(catalog, wishes, indexes, notes, List.copyOf(outlooks), List.copyOf(failed));
    }

    private static String reason(Answer... answers) {
        for (var answer : answers) {
            if (answer instanceof Answer.Failed failed) {
                return failed.reason();
            }
        }
        throw new IllegalStateException("no answer failed");
    }
}
