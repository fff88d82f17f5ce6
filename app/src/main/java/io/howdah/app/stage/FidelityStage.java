package io.howdah.app.stage;

import io.howdah.app.text.Page;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.twin.Fidelity;
import io.howdah.engine.twin.FidelityCheck;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;

/** Compares a twin's plans with those of the server that it is the twin of. Runs nothing there but EXPLAIN. */
public final class FidelityStage {

    private final Progress progress;

    public FidelityStage(Progress progress) {
        this.progress = progress;
    }

    public Fidelity check(Sessions sessions, Catalog catalog, Workload workload) {
        try (var twin = twin(catalog);
                var step = progress.begin("compare the plans")) {
            var fidelity = new FidelityCheck(sessions, twin)
                    .of(workload, (done, total) -> step.at((double) done / total, done + " of " + total));
            step.result(fidelity.same() + " of "
                    + Page.counted(fidelity.compared().size(), "statement", "statements") + " planned alike");
            return fidelity;
        }
    }

    private Twin twin(Catalog catalog) {
        try (var step = progress.begin("build the planner's twin")) {
            var twin = Twin.build(catalog, TwinOptions.DEFAULT);
            step.result("schema and statistics, no rows");
            return twin;
        }
    }
}
