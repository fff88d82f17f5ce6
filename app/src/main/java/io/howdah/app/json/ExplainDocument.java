package io.howdah.app.json;

import io.howdah.engine.advise.query.PlanReading;
import io.howdah.engine.read.Explained;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code explain} answers, as JSON: docs/schemas/explain.json. */
public record ExplainDocument(List<PlanPart> plans) {

    /** A plan and what it shows; milliseconds. */
    public record PlanPart(
            @Nullable String statement, @Nullable Double milliseconds, double cost, List<FindingPart> findings) {}

    /**
     * What a node shows.
     *
     * @param timeShare share of the plan's time, from 0 to 1
     */
    public record FindingPart(String slug, String severity, String node, String title, String why, double timeShare) {}

    public static ExplainDocument of(List<Explained> plans) {
        return new ExplainDocument(plans.stream().map(ExplainDocument::part).toList());
    }

    private static PlanPart part(Explained explained) {
        var findings = PlanReading.of(explained.plan(), explained.jitMs()).stream()
                .map(f -> new FindingPart(
                        f.slug(),
                        f.severity().name().toLowerCase(java.util.Locale.ROOT),
                        f.subject(),
                        f.title(),
                        f.why(),
                        f.cost().timeShare()))
                .toList();
        var duration = explained.durationMs();
        return new PlanPart(
                explained.statement(),
                duration == null ? explained.plan().executionMs() : duration,
                explained.plan().cost(),
                findings);
    }
}
