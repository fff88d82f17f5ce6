package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.advise.query.ChangedNode.Estimates;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Fingerprint;
import io.howdah.engine.twin.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sees statements that the server's log shows with two plans, the later of which is slower. Says where the plans part, what the planner
 * expected of each, and what holds the earlier one.
 */
public final class PlanChangeRule implements Rule {

    private static final Threshold CALLS = new Threshold(
            "plan-change.calls", 5, "calls by each plan", "ours: fewer may have met a cold cache or a lock");

    private static final Threshold TIMES = new Threshold(
            "plan-change.times", 2, "times the median", "ours: less comes with other values and with growth");

    private static final Threshold MS = new Threshold(
            "plan-change.ms", PlanLimits.FELT_MS, "milliseconds more a call", "ours: nobody waits for less");

    @Override
    public String slug() {
        return "plan-change";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(CALLS, TIMES, MS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var limits = new ChangedPlan.Limits(scene.of(CALLS), scene.of(TIMES), scene.of(MS));
        return ChangedPlan.all(scene, limits).stream()
                .map(change -> finding(change, scene))
                .toList();
    }

    private Finding finding(ChangedPlan change, Scene scene) {
        var form = new PlanForm(scene.catalog());
        var statement = statement(change, scene);
        var before = change.lastBefore().plan().root();
        var after = change.firstAfter().plan().root();
        var moved = ChangedNode.moved(before, after);
        var gone = goneIndexes(before, form);
        var evidence = new ArrayList<Evidence>();
        evidence.add(times(change));
        evidence.add(estimated(ChangedNode.of(before, after, form).words(form)));
        moved.ifPresent(e -> evidence.add(estimated(words(e))));
        evidence.addAll(onTwin(change, scene, form));
        var owner = PlanChangeChoices.owner(
                statement.stream()
                        .flatMap(s -> s.callers().stream())
                        .map(Statement.Caller::role)
                        .findFirst(),
                scene.catalog().database());
        return new Finding(
                        slug(),
                        slug() + ":" + Fingerprint.key(change.text()),
                        Severity.NOTICE,
                        Who.brief(change.text()),
                        String.format(
                                Locale.ROOT,
                                "got %,.1f times slower with another plan",
                                change.after().medianMs()
                                        / Math.max(1e-3, change.before().medianMs())),
                        why(change, moved, gone),
                        evidence)
                .costing(Cost.ofTime(
                        statement.map(s -> StatementFindings.share(s, scene)).orElse(0.0)))
                .deciding(new PlanChangeChoices(change, form, owner).decision(moved, gone));
    }

    /** The statement of the workload that the log shows. */
    private static Optional<Statement> statement(ChangedPlan change, Scene scene) {
        var fingerprint = Fingerprint.of(change.text());
        return scene.workload().statements().stream()
                .filter(s -> Fingerprint.of(s.text()).equals(fingerprint))
                .findFirst();
    }

    private static List<String> goneIndexes(PlanNode before, PlanForm form) {
        var nodes = new ArrayList<PlanNode>();
        collect(before, nodes);
        return nodes.stream()
                .flatMap(node -> Stream.ofNullable(node.index()))
                .filter(index -> !form.hasIndex(index))
                .distinct()
                .toList();
    }

    private static void collect(PlanNode node, List<PlanNode> into) {
        into.add(node);
        node.children().forEach(child -> collect(child, into));
    }

    private static String why(ChangedPlan change, Optional<Estimates> moved, List<String> gone) {
        if (change.isOfTheCache()) {
            return change.after().generic()
                    ? "A prepared statement gets a plan for any value once that seems as cheap as planning each call (from the sixth on); this one is not as good as those made for the values."
                    : "Planned for its values the statement is slower than by the plan made for any value: an estimate misleads the planner.";
        }
        if (!gone.isEmpty()) {
            return "The earlier plan used an index that is no longer there.";
        }
        if (moved.isEmpty()) {
            return "The planner expects the same rows as before: a setting, the size of a table or a new index made another way seem cheaper, and it is not.";
        }
        return isRight(moved.get().after())
                ? "The planner expects other rows than before, and as many as there are: its way with them is dearer than it reckons."
                : "The planner expects other rows than before. What stands above was chosen for that number.";
    }

    /** Whether the log tells that about as many rows came as were expected. */
    private static boolean isRight(PlanNode node) {
        var actual = node.actual();
        if (actual == null || actual.loops() == 0) {
            return false;
        }
        double ratio = Math.max(1, actual.rows()) / Math.max(1, node.rows());
        return ratio < PlanLimits.MISJUDGED && 1 / ratio < PlanLimits.MISJUDGED;
    }

    private static Evidence times(ChangedPlan change) {
        return new Evidence(
                Evidence.Label.MEASURED,
                String.format(
                        Locale.ROOT,
                        "%,d calls by the earlier plan, half of them within %,.1f ms; %,d by the later one, half of them within %,.1f ms",
                        change.before().plans().size(),
                        change.before().medianMs(),
                        change.after().plans().size(),
                        change.after().medianMs()),
                Map.of(
                        "median_ms_before",
                        change.before().medianMs(),
                        "median_ms_after",
                        change.after().medianMs()));
    }

    private static Evidence estimated(String text) {
        return new Evidence(Evidence.Label.ESTIMATED, text, Map.of());
    }

    private static String words(Estimates estimates) {
        return "of %s: %s; then %s"
                .formatted(
                        String.join(", ", estimates.tables()),
                        ChangedNode.rows(estimates.before()),
                        ChangedNode.rows(estimates.after()));
    }

    /** How the twin plans it today, and under the setting that would hold the earlier plan. */
    private static List<Evidence> onTwin(ChangedPlan change, Scene scene, PlanForm form) {
        var fingerprint = Fingerprint.of(change.text());
        var now = scene.planned().mostFrequent().stream()
                .filter(f -> !f.question().generic()
                        && Fingerprint.of(f.statement().text()).equals(fingerprint))
                .toList();
        if (now.isEmpty() || change.isOfTheCache()) {
            return List.of();
        }
        var works = form.of(now.getFirst().plan());
        if (works.equals(change.before().form())) {
            return List.of(estimated("with the statistics of today it is planned as before again"));
        }
        return PlanHold.setting(change.lastBefore().plan(), change.firstAfter().plan()).stream()
                .flatMap(setting -> held(setting, now, change, scene, form).stream())
                .toList();
    }

    private static Optional<Evidence> held(
            String setting, List<Planned.Form> now, ChangedPlan change, Scene scene, PlanForm form) {
        return scene.planned().under(Configuration.AS_IS.setting(Map.of(setting, "off")), now).stream()
                .filter(c -> form.of(c.after()).equals(change.before().form()))
                .map(c -> estimated("with %s = off it is planned as before (on the twin)".formatted(setting)))
                .findFirst();
    }
}
