package io.howdah.engine.advise.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.LoggedPlan;
import io.howdah.engine.sql.Fingerprint;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A statement that a log shows with two plans, the later of which is slower.
 *
 * @param before calls by the earlier plan, in the order of the log
 * @param after calls by the later one
 */
record ChangedPlan(Calls before, Calls after) {

    /** Share of the pairs of calls of which the one by the earlier plan comes first. A plan that comes and goes with values has a half. */
    private static final double IN_ORDER = 0.9;

    private static final Pattern PARAMETER = Pattern.compile("\\$[1-9]\\d*");

    /**
     * Calls by one plan.
     *
     * @param form how the plan works
     * @param places of the calls in the log
     * @param generic whether the plan is made for any value of the parameters
     */
    record Calls(String form, List<LoggedPlan> plans, List<Integer> places, boolean generic) {

        double medianMs() {
            var sorted = plans.stream().mapToDouble(LoggedPlan::ms).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    String text() {
        return after.plans().getFirst().text();
    }

    LoggedPlan lastBefore() {
        return before.plans().getLast();
    }

    LoggedPlan firstAfter() {
        return after.plans().getFirst();
    }

    /** Whether one of the two plans is made for any value and the other for the values of the call. */
    boolean isOfTheCache() {
        return before.generic() != after.generic();
    }

    /** Of each statement of the log the change that costs most time. */
    static List<ChangedPlan> all(Scene scene, Limits limits) {
        var form = new PlanForm(scene.catalog());
        var statements = scene.workload().seen().plans().stream()
                .collect(groupingBy(p -> Fingerprint.of(p.text()), LinkedHashMap::new, toList()));
        return statements.values().stream()
                .flatMap(plans -> of(plans, form, limits).stream())
                .toList();
    }

    /** From where on a change counts: so many calls of each plan, so many times and milliseconds slower. */
    record Limits(double calls, double times, double ms) {}

    private static Optional<ChangedPlan> of(List<LoggedPlan> plans, PlanForm form, Limits limits) {
        var byForm = byForm(plans, form).stream()
                .filter(c -> c.plans().size() >= limits.calls())
                .toList();
        var changes = new ArrayList<ChangedPlan>();
        for (var before : byForm) {
            for (var after : byForm) {
                var change = new ChangedPlan(before, after);
                if (!before.form().equals(after.form())
                        && change.isSlower(limits)
                        && (change.isOfTheCache() || change.isInOrder())) {
                    changes.add(change);
                }
            }
        }
        return changes.stream().max(Comparator.comparingDouble(ChangedPlan::lostMs));
    }

    private static List<Calls> byForm(List<LoggedPlan> plans, PlanForm form) {
        var byForm = new LinkedHashMap<String, Calls>();
        for (int i = 0; i < plans.size(); i++) {
            var plan = plans.get(i);
            boolean generic = isGeneric(plan);
            var works = form.of(plan.plan());
            var calls = byForm.computeIfAbsent(
                    works + generic, f -> new Calls(works, new ArrayList<>(), new ArrayList<>(), generic));
            calls.plans().add(plan);
            calls.places().add(i);
        }
        return List.copyOf(byForm.values());
    }

    /** Its conditions compare with a parameter of the text, and not with its value; results of subqueries are numbered likewise. */
    private static boolean isGeneric(LoggedPlan plan) {
        boolean parameters = Tokens.of(plan.text()).stream().anyMatch(t -> t.kind() == Token.Kind.PARAMETER);
        return parameters
                && plan.plan().nodes().stream().noneMatch(n -> n.details().containsKey("Subplan Name"))
                && plan.plan().nodes().stream()
                        .flatMap(n -> n.details().values().stream())
                        .anyMatch(d -> PARAMETER.matcher(d).find());
    }

    private boolean isSlower(Limits limits) {
        double earlier = before.medianMs();
        double later = after.medianMs();
        return later >= limits.times() * earlier && later - earlier >= limits.ms();
    }

    private boolean isInOrder() {
        double pairs = 0;
        for (int place : before.places()) {
            pairs += after.places().stream().filter(p -> p > place).count();
        }
        return pairs >= IN_ORDER * before.places().size() * after.places().size();
    }

    private double lostMs() {
        return (after.medianMs() - before.medianMs()) * after.plans().size();
    }
}
