package io.howdah.app.demo;

import io.howdah.app.json.AdviceDocument;
import io.howdah.app.json.AdviceDocument.MeasuredPart;
import io.howdah.app.json.AdviceDocument.MeasuredStatementPart;
import io.howdah.app.json.AdviceDocument.VerdictPart;
import io.howdah.app.json.AdviceDocuments;
import io.howdah.app.stage.AdviceId;
import io.howdah.engine.verify.Measured;
import io.howdah.engine.verify.StatementComparison;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the document of machine output from what a demonstration showed. */
public final class DemoDocuments {

    private DemoDocuments() {}

    public static AdviceDocument of(DemoResult result) {
        return AdviceDocuments.of(
                result.advised(),
                new MeasuredPart(
                        result.beforeMs(),
                        result.afterMs(),
                        result.errors(),
                        result.longestStallMs(),
                        result.compared().stream().map(DemoDocuments::statement).toList(),
                        result.verdicts().stream().map(DemoDocuments::verdict).toList(),
                        result.total().toMillis() / 1000.0));
    }

    private static MeasuredStatementPart statement(StatementComparison s) {
        return new MeasuredStatementPart(
                s.statementId(),
                s.text(),
                s.before() == null ? 0 : s.before().calls(),
                mean(s.before()),
                mean(s.after()),
                p95(s.before()),
                p95(s.after()),
                s.trend().name().toLowerCase(Locale.ROOT));
    }

    private static VerdictPart verdict(DemoResult.Verdict verdict) {
        return new VerdictPart(
                AdviceId.of(verdict.advice().finding()),
                verdict.judgement().verdict().name().toLowerCase(Locale.ROOT),
                verdict.judgement().why());
    }

    private static double mean(@Nullable Measured measured) {
        return measured == null ? 0 : measured.meanMs();
    }

    private static double p95(@Nullable Measured measured) {
        var p95 = measured == null ? null : measured.p95Ms();
        return p95 == null ? 0 : p95;
    }
}
