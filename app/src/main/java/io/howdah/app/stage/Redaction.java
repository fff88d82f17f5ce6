package io.howdah.app.stage;

import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.Advisory.Form;
import io.howdah.engine.advise.Advisory.StatementOutlook;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.growth.OutgrownPlan;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.prove.Proposal;
import io.howdah.engine.prove.Tried;
import io.howdah.engine.prove.TriedAdvice;
import io.howdah.engine.read.Explained;
import io.howdah.engine.sql.Constants;
import io.howdah.engine.twin.Fidelity;
import io.howdah.engine.twin.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stages gave, as it goes to people and programs: statements and plans with question marks in place of values, unless these
 * may be shown. Findings never hold any; SQL that is to be run keeps what it needs.
 */
public record Redaction(Constants constants) {

    public Advised of(Advised advised) {
        return new Advised(
                advised.catalog(),
                of(advised.workload()),
                of(advised.advisory()),
                advised.twinNotes(),
                grown(advised.grown()),
                tried(advised.tried()));
    }

    public Inspection of(Inspection inspection) {
        var scene = inspection.scene();
        return new Inspection(
                new Scene(
                        scene.catalog(),
                        of(scene.workload()),
                        scene.thresholds(),
                        scene.machine(),
                        scene.planned(),
                        scene.pooler()),
                inspection.risks(),
                inspection.fine(),
                inspection.setAside(),
                inspection.remarks());
    }

    public WhatIfStage.Result of(WhatIfStage.Result result) {
        return new WhatIfStage.Result(
                result.catalog(),
                result.wishes(),
                result.indexes(),
                result.notes(),
                result.outlooks().stream().map(this::of).toList(),
                notAdvised(result.failed()));
    }

    public Fidelity of(Fidelity fidelity) {
        return new Fidelity(
                fidelity.compared().stream().map(this::of).toList(),
                fidelity.notCompared().stream()
                        .map(n -> new Fidelity.NotCompared(constants.in(n.statement()), n.reason()))
                        .toList());
    }

    /** Other forms are to be run, so that parameters take the place of values. */
    public StatementsStage.Result of(StatementsStage.Result result) {
        return new StatementsStage.Result(
                of(result.workload()),
                constants == Constants.SHOWN
                        ? result.proposals()
                        : result.proposals().stream().map(Proposal::opened).toList());
    }

    public List<Explained> of(List<Explained> plans) {
        return plans.stream().map(this::of).toList();
    }

    private Explained of(Explained explained) {
        var statement = explained.statement();
        return new Explained(
                statement == null ? null : constants.in(statement),
                explained.durationMs(),
                constants.in(explained.plan()),
                explained.jitMs());
    }

    private Fidelity.Compared of(Fidelity.Compared pair) {
        return new Fidelity.Compared(
                constants.in(pair.statement()),
                constants.in(pair.sql()),
                constants.in(pair.original()),
                constants.in(pair.twin()),
                pair.reason());
    }

    private WhatIfStage.Outlook of(WhatIfStage.Outlook outlook) {
        return new WhatIfStage.Outlook(
                constants.in(outlook.statement()),
                constants.in(outlook.sql()),
                constants.in(outlook.now()),
                constants.in(outlook.then()),
                outlook.measured());
    }

    private Workload of(Workload workload) {
        return new Workload(
                workload.source(),
                workload.since(),
                workload.until(),
                workload.statements().stream().map(constants::in).toList(),
                workload.notes(),
                workload.utility(),
                workload.seen());
    }

    private Advisory of(Advisory advisory) {
        return new Advisory(
                advisory.costBefore(),
                advisory.costAfter(),
                advisory.advice(),
                advisory.statements().stream().map(this::of).toList(),
                notAdvised(advisory.notAdvised()),
                advisory.findings(),
                advisory.kept());
    }

    private StatementOutlook of(StatementOutlook outlook) {
        return new StatementOutlook(
                constants.in(outlook.statement()),
                outlook.costBefore(),
                outlook.costAfter(),
                outlook.genericCostAfter(),
                constants.in(outlook.planBefore()),
                constants.in(outlook.planAfter()),
                outlook.forms().stream().map(this::of).toList());
    }

    private Form of(Form form) {
        return new Form(constants.in(form.sql()), form.share(), form.generic(), form.costBefore(), form.costAfter());
    }

    private Question of(Question question) {
        return new Question(
                constants.in(question.statement()),
                constants.in(question.sql()),
                question.share(),
                question.generic(),
                question.role());
    }

    private List<NotAdvised> notAdvised(List<NotAdvised> all) {
        return all.stream()
                .map(n -> new NotAdvised(constants.in(n.statement()), n.reason()))
                .toList();
    }

    private @Nullable Grown grown(@Nullable Grown grown) {
        return grown == null
                ? null
                : new Grown(
                        grown.growth(),
                        grown.catalog(),
                        grown.outgrown().stream()
                                .map(p -> new OutgrownPlan(
                                        constants.in(p.statement()),
                                        p.rows(),
                                        constants.in(p.now()),
                                        constants.in(p.then()),
                                        p.reason()))
                                .toList(),
                        of(grown.today()));
    }

    private @Nullable TriedAdvice tried(@Nullable TriedAdvice advice) {
        if (advice == null) {
            return null;
        }
        var tried = advice.tried();
        var runs = tried.runs().stream()
                .map(r -> new Tried.Run(
                        of(r.question()), r.calls(), r.withoutMs(), r.withMs(), r.withoutOne(), r.stopped()))
                .toList();
        return new TriedAdvice(
                of(advice.advisory()),
                new Tried(runs, tried.notBuilt(), notAdvised(tried.notRun()), tried.inTime()),
                advice.leftOut(),
                advice.rounds());
    }
}
