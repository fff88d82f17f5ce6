package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.PlanDifference;
import io.howdah.engine.advise.Planned.Changed;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the twin whether other statistics set right what the planner misjudges, and which plans change by it. */
final class Trial {

    /** Columns that are looked at, those of the costliest statements first. */
    static final int GROUPS = 24;

    /** From here on a changed plan is a finding; the planner's own estimates err as much, and so does a count on a part of the rows. */
    static final double LEAST = 2;

    private static final int PLANS_SHOWN = 5;

    private final String slug;
    private final Scene scene;
    private final double worthTelling;

    /** @param worthTelling by how much a number must be off where no plan changes */
    Trial(String slug, Scene scene, double worthTelling) {
        this.slug = slug;
        this.scene = scene;
        this.worthTelling = worthTelling;
    }

    /** Of those that the statistics set right, and that matter. */
    List<Advice> advice(List<? extends Suspect> suspects) {
        if (suspects.isEmpty()) {
            return List.of();
        }
        var with = Configuration.AS_IS.building(
                suspects.stream().map(Suspect::structure).collect(Collectors.toSet()));
        var forms =
                suspects.stream().flatMap(s -> s.forms().stream()).distinct().toList();
        var changed = scene.planned().under(with, forms).stream()
                .filter(Changed::isOther)
                .toList();
        return suspects.stream()
                .flatMap(s -> advice(s, scene.planned().expected(with, s.query()), of(s, changed)).stream())
                .toList();
    }

    private static List<Changed> of(Suspect suspect, List<Changed> changed) {
        return changed.stream()
                .filter(c -> suspect.forms().contains(c.before()))
                .toList();
    }

    private Optional<Advice> advice(Suspect suspect, double then, List<Changed> changed) {
        boolean matters = !changed.isEmpty() || suspect.factor(suspect.expected()) >= worthTelling;
        if (!matters || !isMended(suspect, then)) {
            return Optional.empty();
        }
        var change = suspect.change();
        var statements =
                changed.stream().map(c -> c.before().statement()).distinct().toList();
        return Optional.of(new Advice(
                finding(suspect, then, changed, statements).mendedBy(StatisticsSql.remedy(change)),
                List.of(change),
                0,
                statements.stream().map(Statement::id).toList()));
    }

    /** The error is at most its own square root afterwards: 100 times becomes 10 times or less; never where it is not known. */
    static boolean isMended(Suspect suspect, double then) {
        return suspect.factor(then) <= Math.sqrt(suspect.factor(suspect.expected()));
    }

    private Finding finding(Suspect suspect, double then, List<Changed> changed, List<Statement> statements) {
        double share = statements.stream()
                .mapToDouble(s -> StatementFindings.share(s, scene))
                .sum();
        return Finding.of(
                        slug,
                        changed.isEmpty() ? Severity.INFO : Severity.NOTICE,
                        suspect.subject(),
                        suspect.title(),
                        suspect.why(),
                        evidence(suspect, then, changed))
                .costing(Cost.ofTime(Math.min(1, share)));
    }

    private List<Evidence> evidence(Suspect suspect, double then, List<Changed> changed) {
        var evidence = new ArrayList<>(suspect.evidence(then));
        if (changed.isEmpty()) {
            evidence.add(Evidence.catalog("no plan of today's statements changes: "
                    + StatementText.brief(suspect.forms().getFirst().statement())));
        }
        changed.stream().limit(PLANS_SHOWN).map(this::evidence).forEach(evidence::add);
        return List.copyOf(evidence);
    }

    private Evidence evidence(Changed changed) {
        var statement = changed.before().statement();
        return new Evidence(
                Evidence.Label.ESTIMATED,
                "another plan: " + StatementText.brief(statement) + " ("
                        + PlanDifference.of(changed.before().plan(), changed.after()) + ")",
                Map.of("time_share", StatementFindings.share(statement, scene)));
    }
}
