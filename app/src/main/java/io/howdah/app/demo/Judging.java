package io.howdah.app.demo;

import io.howdah.app.demo.DemoResult.Conditions;
import io.howdah.app.demo.DemoResult.Verdict;
import io.howdah.app.stage.Advised;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Fingerprint;
import io.howdah.engine.verify.Comparison;
import io.howdah.engine.verify.Judgement;
import io.howdah.engine.verify.Measured;
import io.howdah.engine.verify.Noise;
import io.howdah.samples.drive.Call;
import io.howdah.samples.drive.Run;
import io.howdah.samples.drive.Stall;
import io.howdah.samples.drive.StatementRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares the run before with the run after and judges every change by it. */
final class Judging {

    private final DemoOptions options;
    private final DemoServer server;
    private final long began;

    Judging(DemoOptions options, DemoServer server, long began) {
        this.options = options;
        this.server = server;
        this.began = began;
    }

    DemoResult judge(Advised advised, Run before, Demo.Applied applied, Run after) {
        var ids = idsByFingerprint(advised.workload().statements());
        var comparison = Comparison.of(
                "the demonstration's own driver", measured(before, ids), measured(after, ids), Noise.DEFAULT);
        var verdicts = advised.advisory().advice().stream()
                .map(a -> new Verdict(a, Judgement.of(a.statements(), comparison)))
                .toList();
        var during = applied.during();
        return new DemoResult(
                options,
                conditions(advised),
                advised,
                applied.application(),
                before,
                during,
                after,
                during == null ? List.<Stall>of() : during.stallsAgainst(before),
                comparison,
                verdicts,
                Duration.ofNanos(Time.SYSTEM.nanos() - began));
    }

    private Conditions conditions(Advised advised) {
        return new Conditions(
                "PostgreSQL " + advised.catalog().server().version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                server.settings().database(),
                advised.catalog().databaseBytes(),
                options.clients());
    }

    /** The application's statements are known to the server under ids of its own; the form of the text joins them. */
    private static Map<String, String> idsByFingerprint(List<Statement> statements) {
        return statements.stream()
                .collect(Collectors.toMap(s -> Fingerprint.of(s.text()), Statement::id, (first, second) -> first));
    }

    private static List<Measured> measured(Run run, Map<String, String> ids) {
        return run.statements().stream()
                .filter(s -> s.count() > 0)
                .map(s -> Measured.timed(
                        id(s, ids), s.text(), s.calls().stream().map(Call::ms).toList()))
                .toList();
    }

    private static String id(StatementRun statement, Map<String, String> ids) {
        var fingerprint = Fingerprint.of(statement.text().replace("?", "$1"));
        return ids.getOrDefault(fingerprint, statement.name());
    }
}
