package io.howdah.benchmarks.key;

import io.howdah.app.demo.Demo;
import io.howdah.app.demo.DemoOptions;
import io.howdah.app.demo.DemoResult;
import io.howdah.app.stage.Advised;
import io.howdah.app.stage.Progress;
import io.howdah.samples.Samples;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.IndexFault;
import io.howdah.samples.fault.NaiveFunction;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.model.Sample;
import io.howdah.samples.workload.Workload;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The naive samples, unprompted: every fault that a sample declares, of every kind, with whether and how it was found, and what
 * mending it was expected to bring and brought. Decisions are taken on a copy by their printed SQL, settings on a server of their
 * own beside one at its defaults.
 *
 * <p>Arguments: {@code [--rows N]} of the largest table (1000000), {@code [--samples NAME,NAME]} (all), {@code [--disguise SEED]}.
 */
public final class AnswerKeyBenchmark {

    private static final int CLIENTS = 2;

    private final PrintStream out;
    private long rows = 1_000_000;
    private List<String> samples = Samples.names();
    private @Nullable Long disguise;

    private AnswerKeyBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String... args) throws Exception {
        var benchmark = new AnswerKeyBenchmark(System.out);
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--rows" -> benchmark.rows = Long.parseLong(args[i + 1]);
                case "--samples" -> benchmark.samples = List.of(args[i + 1].split(","));
                case "--disguise" -> benchmark.disguise = Long.valueOf(args[i + 1]);
                default -> throw new IllegalArgumentException("no such argument: " + args[i]);
            }
        }
        benchmark.run();
    }

    private void run() throws SQLException, InterruptedException {
        int found = 0;
        int all = 0;
        for (var name : samples) {
            var rows = rows(name);
            out.printf("%n### %s, %,d rows in its largest table%n%n", name, this.rows);
            out.println(
                    "| row | what is wrong → what is proposed | found | proven how | expected gain | measured gain |");
            out.println("|---|---|---|---|---|---|");
            rows.stream().map(KeyRow::line).forEach(out::println);
            found += (int) rows.stream().filter(r -> r.due() && r.found()).count();
            all += (int) rows.stream().filter(KeyRow::due).count();
        }
        out.printf("%nfound: %d of %d%n", found, all);
    }

    private List<KeyRow> rows(String name) throws SQLException, InterruptedException {
        var plain = Samples.named(name);
        var sample = disguise == null ? plain : plain.disguised(disguise);
        var options = new DemoOptions(name, rows, 1, disguise, null, CLIENTS, null);
        try (var demo = Demo.start(options, "howdah benchmark", Progress.NONE)) {
            var reading = new Reading(sample, demo.uri(), new SettingsTrial(sample, rows));
            var result = demo.run(reading::play);
            out.printf("%n%s: all advice%n", name);
            result.verdicts()
                    .forEach(v -> out.println("- " + v.judgement().verdict() + ": "
                            + String.join(
                                    "; ",
                                    v.advice().changes().stream()
                                            .map(c -> c.summary())
                                            .toList())));
            return reading.rows(result);
        }
    }

    /** What was said on one sample before anything was applied, and its rows. */
    private static final class Reading {

        private final Sample sample;
        private final Asking asking;
        private final SettingsTrial settings;
        private final List<KeyRow> rows = new ArrayList<>();

        Reading(Sample sample, String uri, SettingsTrial settings) {
            this.sample = sample;
            this.settings = settings;
            this.asking = new Asking(uri);
        }

        void play(Advised advised, Workload application) throws SQLException, InterruptedException {
            asking.play(advised, application);
            var ticking = ticking();
            var trial = new DecisionTrial(asking.copies(), application);
            var found = new Found(sample, asking.spoken());
            found.notDue().stream().map(Ticked::notDue).forEach(rows::add);
            for (var fault : found.toFind()) {
                switch (fault) {
                    case NaiveStatement statement -> rows.add(ticking.row(statement));
                    case NaiveFunction function -> rows.add(ticking.row(function, trial));
                    case Decision decision -> rows.add(ticking.row(decision, trial));
                    case IndexFault index -> {}
                }
            }
            rows.add(SettingsRow.of(asking.spoken().said(), settings));
            sample.temptations().forEach(t -> rows.add(ticking.row(t)));
            rows.add(fine(asking.spoken().fineButProposed(application)));
        }

        private Ticked ticking() {
            return new Ticked(asking.spoken(), new Found(sample, asking.spoken()));
        }

        private static KeyRow fine(List<String> proposed) {
            return KeyRow.of(
                    "K-34",
                    "statements that are fine",
                    proposed.isEmpty(),
                    proposed.isEmpty() ? "no other form proposed" : "PROPOSED for " + proposed,
                    "–",
                    "–");
        }

        List<KeyRow> rows(DemoResult result) {
            var ticking = ticking();
            sample.planted().stream()
                    .filter(IndexFault.class::isInstance)
                    .map(IndexFault.class::cast)
                    .map(f -> ticking.row(f, result))
                    .forEach(rows::add);
            return rows.stream()
                    .sorted(Comparator.comparingInt(AnswerKeyBenchmark::number).thenComparing(KeyRow::id))
                    .toList();
        }
    }

    private static int number(KeyRow row) {
        return Integer.parseInt(row.id().replaceAll("^K-(\\d+).*$", "$1"));
    }
}
