package io.howdah.app.stage;

import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans of a workload's costliest statements, with the twin that made them; the server is not asked for any. */
public final class WorkloadPlans implements AutoCloseable {

    /** Statements that are planned; the rest takes next to no time. */
    private static final int MOST = 300;

    private final @Nullable Twin twin;
    private final Planned planned;
    private final List<String> remarks;

    private WorkloadPlans(@Nullable Twin twin, Planned planned, List<String> remarks) {
        this.twin = twin;
        this.planned = planned;
        this.remarks = remarks;
    }

    /** No plans at all. */
    public static WorkloadPlans none() {
        return new WorkloadPlans(null, Planned.NOTHING, List.of());
    }

    /** The plans; none, with a remark, where no twin can be had. */
    public static WorkloadPlans of(Catalog catalog, Workload workload, RowSamples samples, Progress progress) {
        if (workload.statements().isEmpty()) {
            return none();
        }
        try (var step = progress.begin("plan the statements on a copy without rows")) {
            var plans = of(catalog, costliest(workload), samples);
            step.result(Page.counted(plans.planned.mostFrequent().size(), "plan", "plans"));
            return plans;
        } catch (Problem e) {
            return new WorkloadPlans(
                    null, Planned.NOTHING, List.of("The statements were not planned: " + e.getMessage()));
        }
    }

    private static WorkloadPlans of(Catalog catalog, Workload workload, RowSamples samples) {
        var twin = Twin.build(catalog, TwinOptions.DEFAULT.samples(samples));
        try {
            var questions = new Binder(twin).bind(workload).questions();
            return new WorkloadPlans(twin, Planned.of(twin, questions, samples), List.of());
        } catch (RuntimeException e) {
            twin.close();
            throw e;
        }
    }

    private static Workload costliest(Workload workload) {
        var some = workload.statements().stream()
                .sorted(Comparator.comparingDouble(Statement::totalMs).reversed())
                .limit(MOST)
                .toList();
        return new Workload(workload.source(), workload.since(), workload.until(), some, workload.notes());
    }

    public Planned planned() {
        return planned;
    }

    /** Why there are none, for people. */
    public List<String> remarks() {
        return remarks;
    }

    @Override
    public void close() {
        if (twin != null) {
            twin.close();
        }
    }
}
