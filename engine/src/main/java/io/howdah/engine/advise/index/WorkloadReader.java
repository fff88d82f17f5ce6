package io.howdah.engine.advise.index;

import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Has every question planned as the database is, and sorts out what cannot be advised upon. */
final class WorkloadReader {

    private final Catalog catalog;
    private final WhatIf twin;
    private final List<Asked> workload = new ArrayList<>();
    private final List<Asked> generic = new ArrayList<>();
    private final Map<Statement, String> failed = new LinkedHashMap<>();

    WorkloadReader(Catalog catalog, WhatIf twin) {
        this.catalog = catalog;
        this.twin = twin;
    }

    void read(List<Question> questions) {
        var byStatement = new LinkedHashMap<Statement, List<Asked>>();
        for (Answer answer : twin.ask(Configuration.AS_IS, questions)) {
            var statement = answer.question().statement();
            switch (answer) {
                case Answer.Failed failure -> failed.putIfAbsent(statement, failure.reason());
                case Answer.Planned planned ->
                    planned(planned.question(), planned.plan())
                            .ifPresentOrElse(
                                    asked -> byStatement
                                            .computeIfAbsent(statement, s -> new ArrayList<>())
                                            .add(asked),
                                    () -> failed.put(statement, unseen(planned.plan())));
            }
        }
        byStatement.values().forEach(this::keep);
    }

    private Optional<Asked> planned(Question question, Plan plan) {
        return unseen(plan).isEmpty()
                ? Optional.of(new Asked(question, 0, plan, NeedsReader.read(catalog, plan)))
                : Optional.empty();
    }

    /** Why a plan cannot be believed; empty where it can. */
    private String unseen(Plan plan) {
        return plan.nodes().stream()
                .map(PlanNode::relation)
                .filter(Objects::nonNull)
                .flatMap(name -> catalog.relation(name).stream())
                .filter(r -> !r.statisticsVisible())
                .map(Relation::name)
                .findFirst()
                .map(name -> "statistics of " + name + " are not visible to this role")
                .orElse("");
    }

    /** Calls are shared out among a statement's forms; those planned without parameters are kept beside. */
    private void keep(List<Asked> forms) {
        var custom = forms.stream().filter(a -> !a.question().generic()).toList();
        var counted = custom.isEmpty() ? forms : custom;
        double shares = counted.stream().mapToDouble(a -> a.question().share()).sum();
        for (Asked form : forms) {
            var question = form.question();
            double share = shares > 0 ? question.share() / shares : 1.0 / counted.size();
            double weight = share * question.statement().calls();
            var weighted = new Asked(question, weight, form.plan(), form.needs());
            (counted.contains(form) ? workload : generic).add(weighted);
        }
        failed.remove(forms.getFirst().question().statement());
    }

    List<Asked> workload() {
        return List.copyOf(workload);
    }

    /** Forms planned without knowing the parameters, beside those that are. */
    List<Asked> generic() {
        return List.copyOf(generic);
    }

    List<NotAdvised> notAdvised() {
        return failed.entrySet().stream()
                .map(e -> new NotAdvised(e.getKey().text(), e.getValue()))
                .toList();
    }
}
