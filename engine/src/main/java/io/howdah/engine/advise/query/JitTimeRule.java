package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Sees a server that compiles statements just in time for longer than they can gain by it.
 *
 * <p>Counted by pg_stat_statements from 15 on. Compiled code pays in statements that run for seconds (manual, chapter 30); where it
 * takes a quarter of a statement's time, that was too short for it.
 */
public final class JitTimeRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "jit-time.share", 0.01, "share of the time of all statements", "ours: less is not worth a change");

    @Override
    public String slug() {
        return "jit-time";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var lost = scene.workload().statements().stream()
                .filter(s -> jitMs(s) > 0 && jitMs(s) >= PlanLimits.JIT_SHARE * s.totalMs())
                .sorted(Comparator.comparingDouble(JitTimeRule::jitMs).reversed())
                .toList();
        double ms = lost.stream().mapToDouble(JitTimeRule::jitMs).sum();
        double share = ms / Math.max(1e-9, scene.workload().totalMs());
        return lost.isEmpty() || share < scene.of(SHARE) ? List.of() : List.of(finding(scene, lost, ms, share));
    }

    private static double jitMs(Statement statement) {
        var counters = statement.counters();
        return counters == null ? 0 : counters.jitMs();
    }

    private Finding finding(Scene scene, List<Statement> lost, double ms, double share) {
        double gaining = scene.workload().statements().stream()
                .filter(s -> jitMs(s) > 0 && !lost.contains(s))
                .mapToDouble(Statement::totalMs)
                .sum();
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.OBSERVED,
                "%s of compiling in statements that it takes a quarter of the time or more"
                        .formatted(Amount.duration(ms / 1000)),
                Map.of("jit_ms", ms, "gaining_ms", gaining)));
        lost.stream()
                .limit(3)
                .map(s -> Evidence.catalog("%s of the time of %s"
                        .formatted(Amount.share(jitMs(s) / Math.max(1e-9, s.totalMs())), StatementText.brief(s))))
                .forEach(evidence::add);
        boolean onlyLoses = gaining == 0;
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "setting jit",
                        "just-in-time compilation takes %s of the workload's time where it cannot pay"
                                .formatted(Amount.share(share)),
                        onlyLoses
                                ? "No statement runs long enough for the compiled code to pay. jit = off, for all or for these roles."
                                : "Other statements are compiled too and run longer: raise jit_above_cost above the cost of these, so"
                                        + " that those keep it.",
                        evidence)
                .costing(Cost.ofTime(share))
                .mendedBy(SettingChange.remedy(
                        scene.catalog(),
                        onlyLoses ? SettingChange.to("jit", "off") : SettingChange.to("jit_above_cost", "1000000")));
    }
}
