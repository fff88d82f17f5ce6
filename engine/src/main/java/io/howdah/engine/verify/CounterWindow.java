package io.howdah.engine.verify;

import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What ran between two readings of counters that only ever grow, as those of pg_stat_statements do.
 *
 * <p>A statement whose calls went down was reset or evicted in between; what it has counted since is then taken.
 */
public final class CounterWindow {

    private CounterWindow() {}

    /** What each statement did between the readings; those that did not run are left out. */
    public static List<Measured> between(List<Statement> earlier, List<Statement> later) {
        Map<String, Statement> known = new HashMap<>();
        earlier.forEach(statement -> known.put(statement.id(), statement));
        var window = new ArrayList<Measured>();
        for (Statement statement : later) {
            var from = known.get(statement.id());
            var start = from == null || from.calls() > statement.calls() ? null : from;
            var measured = between(start, statement);
            if (measured.calls() > 0) {
                window.add(measured);
            }
        }
        return List.copyOf(window);
    }

    private static Measured between(@Nullable Statement from, Statement to) {
        double calls = to.calls() - (from == null ? 0 : from.calls());
        double mean = calls == 0 ? 0 : (to.totalMs() - (from == null ? 0 : from.totalMs())) / calls;
        double squares = squares(to) - (from == null ? 0 : squares(from) + shift(from, calls, mean));
        double deviation = calls == 0 ? 0 : Math.sqrt(Math.max(0, squares) / calls);
        double blocks = calls == 0 ? 0 : (blocks(to) - (from == null ? 0 : blocks(from))) / calls;
        return Measured.summed(to.id(), to.text(), Math.round(calls), mean, deviation, blocks);
    }

    /** Sum of squared distances from the mean: pg_stat_statements shows the deviation of the population. */
    private static double squares(Statement statement) {
        double deviation =
                statement.counters() == null ? 0 : statement.counters().stddevMs();
        return deviation * deviation * statement.calls();
    }

    /** What the distance between the means of two parts adds to the squares of the whole (Chan, Golub, LeVeque 1979). */
    private static double shift(Statement from, double calls, double mean) {
        double distance = mean - from.meanMs();
        double all = from.calls() + calls;
        return all == 0 ? 0 : distance * distance * from.calls() * calls / all;
    }

    private static double blocks(Statement statement) {
        var counters = statement.counters();
        return counters == null ? Double.NaN : counters.sharedBlocksHit() + counters.sharedBlocksRead();
    }
}
