package io.howdah.app.stage;

import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Excerpt;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans of a workload's costliest statements, with the twin that made them; the server is not asked for any. */
public final class WorkloadPlans implements AutoCloseable {

    /** Statements that are planned; the rest takes next to no time. */
    private static final int MOST = 300;

    /** Where reading the catalog takes most of the time that an inspection may. */
    private static final int MOST_OF_MANY = 100;

    /** Relations of a twin that is made here: of 2,000 tables it takes 10 seconds, which is as long as an inspection may. */
    private static final int LARGEST = 1500;

    private static final int SESSIONS = 2;

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
        boolean whole = catalog.relations().size() <= LARGEST;
        var costliest = costliest(workload, whole ? MOST : MOST_OF_MANY);
        var mentioned = whole ? catalog : Excerpt.of(catalog, costliest.statements());
        int relations = mentioned.relations().size();
        if (relations > LARGEST) {
            return without("they are about %,d relations, more than %,d; howdah advise plans them all the same"
                    .formatted(relations, LARGEST));
        }
        if (!whole && relations == 0) {
            return none();
        }
        try (var step = progress.begin("plan the statements on a copy without rows")) {
            var plans = of(mentioned, costliest, samples);
            step.result(Page.counted(plans.planned.mostFrequent().size(), "plan", "plans"));
            return plans;
        } catch (Problem e) {
            return without(String.valueOf(e.getMessage()));
        }
    }

    private static WorkloadPlans without(String reason) {
        return new WorkloadPlans(null, Planned.NOTHING, List.of("The statements were not planned: " + reason));
    }

    private static WorkloadPlans of(Catalog catalog, Workload workload, RowSamples samples) {
        var twin = Twin.build(catalog, TwinOptions.DEFAULT.sessions(SESSIONS).samples(samples));
        try {
            var questions = new Binder(twin).bind(workload).questions();
            return new WorkloadPlans(twin, Planned.of(twin, questions, samples), List.of());
        } catch (RuntimeException e) {
            twin.close();
            throw e;
        }
    }

    private static Workload costliest(Workload workload, int most) {
        var some = workload.statements().stream()
                .sorted(Comparator.comparingDouble(Statement::totalMs).reversed())
                .limit(most)
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
