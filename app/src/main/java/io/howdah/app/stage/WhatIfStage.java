package io.howdah.app.stage;

import io.howdah.engine.Problem;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Bound;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks the twin how the workload's statements would be planned if tables had other numbers of rows. */
public final class WhatIfStage {

    private final Progress progress;

    public WhatIfStage(Progress progress) {
        this.progress = progress;
    }

    /** A statement's plan now and then. Where several texts of it were seen, this is the most frequent one. */
    public record Outlook(Statement statement, String sql, Plan now, Plan then) {}

    /** The answer, costliest statement then first. */
    public record Result(
            Catalog catalog, Map<QualifiedName, Double> rows, List<Outlook> outlooks, List<NotAdvised> failed) {}

    public Result ask(Catalog catalog, Workload workload, Map<QualifiedName, Double> rows) {
        try (var twin = twin(catalog);
                var step = progress.begin("plan the workload")) {
            var bound = new Binder(twin).bind(workload);
            var questions = mostFrequent(bound);
            var now = twin.ask(Configuration.AS_IS, questions);
            twin.resize(rows);
            var then = twin.ask(Configuration.AS_IS, questions);
            var result = result(catalog, rows, now, then, failed(bound));
            step.result(result.outlooks().size() + " statements, now and then");
            return result;
        }
    }

    private Twin twin(Catalog catalog) {
        try (var step = progress.begin("build the planner's twin")) {
            var twin = Twin.build(catalog, TwinOptions.DEFAULT);
            step.result("schema and statistics, no rows");
            return twin;
        }
    }

    private static List<NotAdvised> failed(Bound bound) {
        return bound.unplannable().stream()
                .map(u -> new NotAdvised(u.statement().text(), u.reason()))
                .toList();
    }

    private static List<Question> mostFrequent(Bound bound) {
        var byStatement = new LinkedHashMap<String, Question>();
        for (var question : bound.questions()) {
            if (!question.generic()) {
                byStatement.merge(question.statement().id(), question, (a, b) -> a.share() >= b.share() ? a : b);
            }
        }
        bound.questions().forEach(q -> byStatement.putIfAbsent(q.statement().id(), q));
        return List.copyOf(byStatement.values());
    }

    private static Result result(
            Catalog catalog,
            Map<QualifiedName, Double> rows,
            List<Answer> now,
            List<Answer> then,
            List<NotAdvised> unplannable) {
        var outlooks = new ArrayList<Outlook>();
        var failed = new ArrayList<>(unplannable);
        for (int i = 0; i < now.size(); i++) {
            var question = now.get(i).question();
            if (now.get(i) instanceof Answer.Planned first && then.get(i) instanceof Answer.Planned second) {
                outlooks.add(new Outlook(question.statement(), question.sql(), first.plan(), second.plan()));
            } else {
                failed.add(new NotAdvised(question.statement().text(), reason(now.get(i), then.get(i))));
            }
        }
        outlooks.sort(Comparator.comparingDouble(
                        (Outlook o) -> o.statement().calls() * o.then().cost())
                .reversed());
        return new Result(catalog, rows, List.copyOf(outlooks), List.copyOf(failed));
    }

    private static String reason(Answer... answers) {
        for (var answer : answers) {
            if (answer instanceof Answer.Failed failed) {
                return failed.reason();
            }
        }
        throw new IllegalStateException("no answer failed");
    }

    /** The table that the user means: with its schema, or without where only one schema has it. */
    public static QualifiedName table(Catalog catalog, String text) {
        var found = catalog.relations().stream()
                .filter(r -> r.kind() == Relation.Kind.TABLE || r.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .map(Relation::name)
                .filter(name -> named(name, text))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw Problem.input("there is no table " + text + " in " + catalog.database());
        }
        throw Problem.input("there are several tables " + text + ": "
                + String.join(", ", found.stream().map(QualifiedName::quoted).toList()) + "; give the schema");
    }

    private static boolean named(QualifiedName name, String text) {
        return List.of(name.name(), name.quoted(), name.toString(), name.schema() + "." + name.name())
                        .contains(text)
                || text.toLowerCase(Locale.ROOT).equals(name.name());
    }
}
