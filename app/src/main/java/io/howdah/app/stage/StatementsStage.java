package io.howdah.app.stage;

import io.howdah.app.text.Page;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.query.RepeatedLookup;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.prove.LoopProposals;
import io.howdah.engine.prove.Proposal;
import io.howdah.engine.prove.Proposals;
import io.howdah.engine.prove.Prover;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for other forms of a workload's statements, and has both run where that is allowed. Changes nothing. */
public final class StatementsStage {

    private final Progress progress;

    public StatementsStage(Progress progress) {
        this.progress = progress;
    }

    /** @param proposals what came of each form, those of the costliest statements first */
    public record Result(Workload workload, List<Proposal> proposals) {}

    /** @param prover runs statements; null where none may be run */
    public Result look(Catalog catalog, Workload workload, @Nullable Prover prover) {
        try (var step = progress.begin("look for better forms of statements");
                var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            var bound = new Binder(twin).bind(workload);
            var proposals =
                    new ArrayList<>(new Proposals(catalog, twin, prover).of(workload.statements(), bound.questions()));
            var loops = RepeatedLookup.all(Scene.of(catalog, workload));
            proposals.addAll(new LoopProposals(prover).of(loops, bound.questions()));
            long proven = proposals.stream().filter(Proposal::isProven).count();
            step.result(Page.counted(proposals.size(), "form", "forms") + " known, " + proven + " proven");
            return new Result(workload, List.copyOf(proposals));
        }
    }
}
