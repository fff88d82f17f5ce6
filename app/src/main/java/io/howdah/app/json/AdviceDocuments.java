package io.howdah.app.json;

import io.howdah.app.json.AdviceDocument.AdvicePart;
import io.howdah.app.json.AdviceDocument.ChangePart;
import io.howdah.app.json.AdviceDocument.ChoicePart;
import io.howdah.app.json.AdviceDocument.EvidencePart;
import io.howdah.app.json.AdviceDocument.FindingPart;
import io.howdah.app.json.AdviceDocument.FormPart;
import io.howdah.app.json.AdviceDocument.KeptPart;
import io.howdah.app.json.AdviceDocument.LeftOutPart;
import io.howdah.app.json.AdviceDocument.MeasuredPart;
import io.howdah.app.json.AdviceDocument.NotAdvisedPart;
import io.howdah.app.json.AdviceDocument.ServerPart;
import io.howdah.app.json.AdviceDocument.StatementPart;
import io.howdah.app.json.AdviceDocument.TargetPart;
import io.howdah.app.json.AdviceDocument.TriedPart;
import io.howdah.app.json.AdviceDocument.TriedRunPart;
import io.howdah.app.json.AdviceDocument.WorkloadPart;
import io.howdah.app.stage.AdviceId;
import io.howdah.app.stage.Advised;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory.StatementOutlook;
import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.LiveChange;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.engine.prove.TriedAdvice;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes documents from what advising gave. */
public final class AdviceDocuments {

    private AdviceDocuments() {}

    public static AdviceDocument of(Advised advised, @Nullable MeasuredPart measured) {
        var catalog = advised.catalog();
        var advisory = advised.advisory();
        return new AdviceDocument(
                new ServerPart(catalog.server().version(), catalog.database(), catalog.databaseBytes()),
                workload(advised),
                advisory.advice().stream().map(AdviceDocuments::advice).toList(),
                advisory.notAdvised().stream()
                        .map(n -> new NotAdvisedPart(n.statement(), n.reason()))
                        .toList(),
                advisory.statements().stream().map(AdviceDocuments::statement).toList(),
                advisory.findings().stream().map(AdviceDocuments::finding).toList(),
                advised.unseen(),
                advisory.kept().stream()
                        .map(k -> new KeptPart(k.index(), k.reason(), k.statement()))
                        .toList(),
                advised.grown() == null ? null : GrowthParts.of(advised, advised.grown()),
                advised.tried() == null ? null : tried(advised.tried()),
                measured);
    }

    private static TriedPart tried(TriedAdvice advice) {
        var tried = advice.tried();
        return new TriedPart(
                tried.withoutMs(),
                tried.withMs(),
                advice.rounds(),
                tried.runs().stream()
                        .map(r -> new TriedRunPart(
                                r.statement().id(), r.statement().text(), r.calls(), r.withoutMs(), r.withMs()))
                        .toList(),
                advice.leftOut().entrySet().stream()
                        .map(e -> new LeftOutPart(e.getKey().toString(), e.getValue()))
                        .toList(),
                tried.notRun().stream()
                        .map(n -> new NotAdvisedPart(n.statement(), n.reason()))
                        .toList());
    }

    private static WorkloadPart workload(Advised advised) {
        var workload = advised.workload();
        var since = workload.since();
        return new WorkloadPart(
                workload.statements().size(),
                advised.advisory().costBefore(),
                advised.advisory().costAfter(),
                workload.source(),
                since == null ? null : since.toString(),
                workload.statements().stream().mapToDouble(Statement::calls).sum());
    }

    private static AdvicePart advice(Advice advice) {
        var finding = advice.finding();
        return new AdvicePart(
                AdviceId.of(finding),
                finding.slug(),
                finding.key(),
                severity(finding.severity()),
                finding.subject(),
                finding.title(),
                finding.why(),
                advice.sql(),
                advice.undoSql(),
                advice.sizeBytes(),
                evidence(finding),
                advice.statements(),
                advice.changes().stream().map(AdviceDocuments::change).toList(),
                advice.notes());
    }

    private static ChangePart change(Change change) {
        return switch (change) {
            case CreateExtension extension -> new ChangePart("create_extension", extension.qualified(), null);
            case CreateIndex create -> new ChangePart("create_index", create.indexName(), create.definition());
            case DropIndex drop ->
                new ChangePart("drop_index", drop.index().name(), drop.index().definition());
            case ReindexIndex reindex ->
                new ChangePart(
                        "reindex_index", reindex.index().name(), reindex.index().definition());
            case CreateStatistics create ->
                new ChangePart("create_statistics", create.statisticsName(), null, create.definition(), null);
            case SetStatisticsTarget set ->
                new ChangePart(
                        "set_statistics_target", set.table(), null, null, new TargetPart(set.column(), set.target()));
            case LiveChange live -> throw new IllegalArgumentException("not advised: " + live.summary());
        };
    }

    public static FindingPart finding(Finding finding) {
        return new FindingPart(
                finding.slug(),
                finding.key(),
                severity(finding.severity()),
                finding.subject(),
                finding.title(),
                finding.why(),
                finding.cost().timeShare(),
                finding.cost().bytes(),
                evidence(finding),
                finding.remedy().sql(),
                finding.remedy().undo(),
                finding.remedy().sql().isEmpty() ? null : effect(finding.remedy()),
                choices(finding));
    }

    private static String effect(Remedy remedy) {
        return switch (remedy.effect()) {
            case AT_ONCE -> "at_once";
            case RELOAD -> "reload";
            case RESTART -> "restart";
        };
    }

    private static List<ChoicePart> choices(Finding finding) {
        var decision = finding.decision();
        return decision == null
                ? List.of()
                : decision.choices().stream().map(AdviceDocuments::choice).toList();
    }

    private static ChoicePart choice(Decision.Choice choice) {
        return new ChoicePart(
                choice.title(),
                choice.consequences(),
                choice.sql(),
                choice.statements(),
                choice.commands().stream().map(Command::text).toList());
    }

    private static String severity(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static List<EvidencePart> evidence(Finding finding) {
        return finding.evidence().stream().map(AdviceDocuments::evidence).toList();
    }

    private static EvidencePart evidence(Evidence evidence) {
        return new EvidencePart(evidence.label().name().toLowerCase(Locale.ROOT), evidence.text(), evidence.figures());
    }

    private static StatementPart statement(StatementOutlook outlook) {
        var statement = outlook.statement();
        return new StatementPart(
                statement.id(),
                statement.text(),
                statement.calls(),
                statement.meanMs(),
                outlook.costBefore(),
                outlook.costAfter(),
                outlook.forms().stream()
                        .map(f -> new FormPart(f.sql(), f.share(), f.generic(), f.costBefore(), f.costAfter()))
                        .toList());
    }
}
