package io.howdah.benchmarks;

import io.howdah.app.demo.Demo;
import io.howdah.app.demo.DemoOptions;
import io.howdah.app.stage.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The demonstration on disguised samples: every name replaced, the faults drawn by the seed. Counts which planted index
 * faults the advice mends, and which advice nobody planted and measurement does not bear out.
 *
 * <p>Arguments: the number of seeds (20), rows of the largest table (100000), the first seed (1).
 */
public final class DisguiseBenchmark {

    private static final int CLIENTS = 2;

    private final long rows;
    private final PrintStream out;

    private DisguiseBenchmark(long rows, PrintStream out) {
        this.rows = rows;
        this.out = out;
    }

    public static void main(String... args) throws Exception {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        long rows = args.length > 1 ? Long.parseLong(args[1]) : 100_000;
        long first = args.length > 2 ? Long.parseLong(args[2]) : 1;
        new DisguiseBenchmark(rows, System.out).run(first, seeds);
    }

    private void run(long first, int seeds) throws Exception {
        out.printf("%d seeds, %,d rows of the largest table, %d clients%n", seeds, rows, CLIENTS);
        var scores = new ArrayList<DisguiseScore>();
        for (long seed = first; seed < first + seeds; seed++) {
            var score = score(seed);
            scores.add(score);
            out.println(score);
        }
        summary(scores);
    }

    private DisguiseScore score(long seed) throws Exception {
        var options = new DemoOptions("bots", rows, 1, seed, null, CLIENTS, null);
        try (var demo = Demo.start(options, "howdah benchmark", Progress.NONE)) {
            return DisguiseScore.of(seed, demo.run());
        }
    }

    private void summary(List<DisguiseScore> scores) {
        int planted = scores.stream().mapToInt(DisguiseScore::planted).sum();
        int found = scores.stream().mapToInt(DisguiseScore::found).sum();
        int unfounded =
                scores.stream().mapToInt(s -> s.unfounded().size()).max().orElse(0);
        out.printf(
                "planted index faults found: %d of %d (%.1f %%); advice that measurement does not bear out: at most %d a run%n",
                found, planted, 100.0 * found / Math.max(1, planted), unfounded);
    }
}
