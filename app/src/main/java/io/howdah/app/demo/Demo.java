package io.howdah.app.demo;

import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.Advised;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.stage.Progress;
import io.howdah.engine.Time;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.change.Change;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.samples.Samples;
import io.howdah.samples.drive.Run;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.model.Sample;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole loop on a sample database: load, measure, read, advise, apply under load, measure again, judge. */
public final class Demo implements AutoCloseable {

    private final DemoOptions options;
    private final Progress progress;
    private final String tool;
    private final DemoServer server;
    private final Sample sample;
    private final long began = Time.SYSTEM.nanos();

    private Demo(DemoOptions options, String tool, Progress progress) {
        this.options = options;
        this.tool = tool;
        this.progress = progress;
        var plain = Samples.named(options.sample());
        var disguise = options.disguise();
        this.sample = disguise == null ? plain : plain.disguised(disguise);
        this.server = start();
    }

    /** A demonstration whose server is running. */
    public static Demo start(DemoOptions options, String tool, Progress progress) {
        return new Demo(options, tool, progress);
    }

    private DemoServer start() {
        try (var step = progress.begin("start a server")) {
            var started = DemoServer.start(options.data(), options.sample());
            step.result("PostgreSQL " + started.server().major() + " on port "
                    + started.server().port() + ", default settings");
            return started;
        }
    }

    /** How to connect to the demonstration's database. */
    public String uri() {
        return server.uri();
    }

    /** Something done while the application rests: the advice is there, nothing is applied. */
    @FunctionalInterface
    public interface Interlude {
        void play(Advised advised, io.howdah.samples.workload.Workload application)
                throws SQLException, InterruptedException;
    }

    public DemoResult run() throws SQLException, InterruptedException {
        return run((advised, application) -> {});
    }

    /** The same with something between the advice and its application. */
    public DemoResult run(Interlude interlude) throws SQLException, InterruptedException {
        var dataset = new DemoData(server, options, sample).ready(progress);
        var measuring = new Measuring(server, sample.workload(dataset), options);
        var seen = before(measuring);
        var advised = advise(seen.workload());
        interlude.play(advised, measuring.workload());
        var applied = apply(measuring, advised);
        var after = measuring.measure("measure after", progress);
        return new Judging(options, server, began).judge(advised, seen.run(), applied, after);
    }

    private record Seen(Run run, Workload workload) {}

    private Seen before(Measuring measuring) throws SQLException, InterruptedException {
        try (var sampled = new SampledRun(server.sessions())) {
            var run = measuring.measure("measure before", progress);
            return new Seen(run, sampled.workload());
        }
    }

    private Advised advise(Workload workload) {
        var stage = new AdviseStage(progress).ofWholeWorkload();
        var catalog = stage.catalogForAdvice(server.sessions());
        return stage.lookingAt(new RowSampleReader(server.sessions(), catalog))
                .advise(catalog, workload, options.budgetBytes());
    }

    /** What was applied, and the run of the workload meanwhile; both null where there was nothing to apply. */
    record Applied(
            @Nullable Application application, @Nullable Run during) {}

    private Applied apply(Measuring measuring, Advised advised) throws SQLException, InterruptedException {
        var changes = advised.advisory().advice().stream()
                .flatMap(a -> a.changes().stream())
                .toList();
        if (changes.isEmpty()) {
            progress.note("nothing to change: the database is as good as the tool can make it");
            return new Applied(null, null);
        }
        return apply(measuring, changes);
    }

    private Applied apply(Measuring measuring, List<Change> changes) throws SQLException, InterruptedException {
        progress.note("applying " + changes.size() + " changes while the application goes on");
        try (var background =
                measuring.driver().resting(Duration.ofMillis(5)).start(RunLength.endless(), RunListener.none())) {
            var application = new ApplyStage(server.sessions(), tool, progress).apply(changes);
            return new Applied(application, background.stop());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
