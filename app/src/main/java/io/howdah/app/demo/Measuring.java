package io.howdah.app.demo;

import io.howdah.app.stage.Progress;
import io.howdah.app.text.Figures;
import io.howdah.samples.drive.Run;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.workload.Workload;
import java.sql.SQLException;
import java.time.Duration;

/** Plays the workload to measure it: each time the same actions with the same parameters. */
final class Measuring {

    /** Between two actions of a client, so that whoever watches the sessions sees the text of each kind of statement. */
    private static final Duration REST = Duration.ofMillis(3);

    private final WorkloadDriver driver;
    private final Workload workload;

    Measuring(DemoServer server, Workload workload, DemoOptions options) {
        this.workload = workload;
        this.driver = new WorkloadDriver(server.application(), workload, options.clients(), options.seed());
    }

    WorkloadDriver driver() {
        return driver;
    }

    Workload workload() {
        return workload;
    }

    Run measure(String title, Progress progress) throws SQLException, InterruptedException {
        try (var step = progress.begin(title)) {
            var run = driver.resting(REST)
                    .run(
                            RunLength.calls(workload.usualCalls()),
                            (done, total) -> step.at(
                                    (double) done / total,
                                    Figures.count(done) + " of " + Figures.count(total) + " actions"));
            step.result(Figures.count(run.calls()) + " calls took " + Figures.millis(run.totalMs()));
            return run;
        }
    }
}
