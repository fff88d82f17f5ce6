package io.howdah.benchmarks.key;

import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.Advised;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.stage.InspectStage;
import io.howdah.app.stage.Machines;
import io.howdah.app.stage.Progress;
import io.howdah.app.stage.Rulebook;
import io.howdah.app.stage.StatementsStage;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.prove.ProofOptions;
import io.howdah.engine.prove.Proposal;
import io.howdah.engine.prove.Prover;
import io.howdah.engine.twin.Twin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Everything that the tool says about a database: advice, findings of all rules, other forms of statements.
 *
 * @param findings each once, by its key
 */
public record Said(Advised advised, List<Finding> findings, List<Proposal> proposals) {

    /**
     * Asks for all of it.
     *
     * @param copy of the database, where statements are run and indexes built to prove other forms
     */
    public static Said of(Advised advised, ServerSessions copy) {
        var catalog = advised.catalog();
        var machine = Machines.of(null, copy.settings(), catalog).known();
        var scene = new Scene(catalog, advised.workload(), Thresholds.STANDARD, machine);
        var findings = new LinkedHashMap<String, Finding>();
        advised.advisory().findings().forEach(f -> findings.put(f.key(), f));
        new InspectStage(Rulebook.all()).inspect(scene).risks().forEach(f -> findings.putIfAbsent(f.key(), f));
        return new Said(advised, new ArrayList<>(findings.values()), proposals(advised, copy));
    }

    /** Where the advice is followed, as it would be before somebody rewrites statements. */
    private static List<Proposal> proposals(Advised advised, ServerSessions copy) {
        var changes = advised.advisory().advice().stream()
                .flatMap(a -> a.changes().stream())
                .toList();
        new ApplyStage(copy, "howdah benchmark", Progress.NONE).apply(changes);
        var catalog = new AdviseStage(Progress.NONE).catalog(copy);
        var prover = Prover.building(copy, Twin.searchPath(catalog), ProofOptions.DEFAULT, Time.SYSTEM);
        return new StatementsStage(Progress.NONE)
                .look(catalog, advised.workload(), prover)
                .proposals();
    }

    /** What the advice would change. */
    public List<Change> changes() {
        return advised.advisory().advice().stream()
                .flatMap(a -> a.changes().stream())
                .toList();
    }
}
