package io.howdah.benchmarks;

import io.howdah.app.demo.Demo;
import io.howdah.app.demo.DemoOptions;
import io.howdah.app.stage.Progress;
import io.howdah.benchmarks.key.Asking;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The demonstration on disguised samples: every name replaced, the faults drawn by the seed. Counts which planted
 * faults of every kind are found, and which advice nobody planted and measurement does not bear out.
 *
 * <p>Arguments: the number of seeds (20), rows of the largest table (100000), the first seed (1); before them, if wanted,
 * {@code --sample NAME} ({@code bots}).
 */
public final class DisguiseBenchmark {

    private static final int CLIENTS = 2;

    private final String sample;
    private final long rows;
    private final PrintStream out;

    private DisguiseBenchmark(String sample, long rows, PrintStream out) {
        this.sample = sample;
        this.rows = rows;
        this.out = out;
    }

    public static void main(String... args) throws Exception {
        boolean named = args.length > 1 && args[0].equals("--sample");
        var numbers = List.of(args).subList(named ? 2 : 0, args.length);
        new DisguiseBenchmark(named ? args[1] : "bots", number(numbers, 1, 100_000), System.out)
                .run(number(numbers, 2, 1), (int) number(numbers, 0, 20));
    }

    private static long number(List<String> arguments, int position, long otherwise) {
        return position < arguments.size() ? Long.parseLong(arguments.get(position)) : otherwise;
    }

    private void run(long first, int seeds) throws Exception {
        out.printf("%s: %d seeds, %,d rows of the largest table, %d clients%n", sample, seeds, rows, CLIENTS);
        var scores = new ArrayList<DisguiseScore>();
        for (long seed = first; seed < first + seeds; seed++) {
            var score = score(seed);
            scores.add(score);
            out.println(score);
        }
        summary(scores);
    }

    private DisguiseScore score(long seed) throws Exception {
        var options = new DemoOptions(sample, rows, 1, seed, null, CLIENTS, null);
        try (var demo = Demo.start(options, "howdah benchmark", Progress.NONE)) {
            var asking = new Asking(demo.uri());
            var result = demo.run(asking::play);
            return DisguiseScore.of(seed, result, asking.spoken());
        }
    }

    private void summary(List<DisguiseScore> scores) {
        int planted = scores.stream().mapToInt(DisguiseScore::planted).sum();
        int found = scores.stream().mapToInt(DisguiseScore::found).sum();
        int unfounded =
                scores.stream().mapToInt(s -> s.unfounded().size()).max().orElse(0);
        out.printf(
                "planted faults found: %d of %d (%.1f %%); advice that measurement does not bear out: at most %d a run%n",
                found, planted, 100.0 * found / Math.max(1, planted), unfounded);
    }
}
