package io.howdah.app.stage;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AnalyzePartitioned;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DrainDefaultPartition;
import io.howdah.engine.change.MakePartitions;
import io.howdah.engine.change.RetirePartitions;
import io.howdah.engine.postgres.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Does what partitioned tables need by their policies. Each kind of work is an application of its own, so that what goes wrong with the
 * one does not keep the others from being done: partitions are made ahead whatever becomes of the old ones.
 */
public final class PartitionStage {

    private final Sessions sessions;
    private final ApplyOptions options;
    private final Progress progress;
    private final List<Application> done = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    public PartitionStage(Sessions sessions, ApplyOptions options, Progress progress) {
        this.sessions = sessions;
        this.options = options;
        this.progress = progress;
    }

    private static List<Change> changes(QualifiedName table) {
        return List.of(
                new MakePartitions(table, null),
                new DrainDefaultPartition(table, null),
                new RetirePartitions(table, null),
                new AnalyzePartitioned(table));
    }

    /** What would be done for a table; changes nothing. */
    public List<PlannedStep> plan(QualifiedName table) {
        var steps = new ArrayList<PlannedStep>();
        for (var change : changes(table)) {
            attempt(() -> steps.addAll(new Applier(sessions, options).plan(List.of(change))));
        }
        return steps;
    }

    /** Does what is due for a table, after what an earlier run was stopped at. */
    public void maintain(QualifiedName table) {
        attempt(() -> {
            for (var application : stage(Duration.ZERO).journal().reversed()) {
                if (Partitions.isUnfinishedUpkeep(application, table)) {
                    done.addAll(window().resume(application.id()));
                }
            }
        });
        for (var change : changes(table)) {
            attempt(() -> carryOut(change));
        }
    }

    private void carryOut(Change change) {
        var stage = change instanceof RetirePartitions ? window() : stage(Duration.ZERO);
        if (!stage.plan(List.of(change)).isEmpty()) {
            done.add(stage.apply(List.of(change)));
        }
    }

    private ApplyStage window() {
        var window = options.undoWindow();
        return stage(window == null ? Duration.ZERO : window);
    }

    private ApplyStage stage(Duration window) {
        return new ApplyStage(sessions, options.undoWindow(window), progress);
    }

    /** Removes what earlier runs kept for undo, where its time is over. */
    public void finishWhatIsDue() {
        attempt(() -> done.addAll(window().finish(null)));
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.INTERRUPTED || e.kind() == Problem.Kind.UNREACHABLE) {
                throw e;
            }
            if (!problems.contains(e.text())) {
                problems.add(e.text());
            }
        }
    }

    /** What was carried out. */
    public List<Application> done() {
        return List.copyOf(done);
    }

    /** A problem where something could not be done. */
    public void mustBeComplete(Supplier<String> doing) {
        if (!problems.isEmpty()) {
            throw Problem.refused(doing.get() + ": " + String.join("; ", problems), null);
        }
    }
}
