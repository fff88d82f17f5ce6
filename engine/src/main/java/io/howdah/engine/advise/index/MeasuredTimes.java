package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * What a workload's questions take in time, as the server counted it, where their cost changes: in proportion to it. The planner's
 * costs compare plans of one statement; between statements, of which one reads from disk and one from memory, time compares better.
 */
final class MeasuredTimes {

    /** Milliseconds of all calls for each unit of a question's cost; NaN where its time is not known. */
    private final double[] rates;

    private MeasuredTimes(double[] rates) {
        this.rates = rates;
    }

    /** Nothing is known. */
    static MeasuredTimes none(int questions) {
        var rates = new double[questions];
        Arrays.fill(rates, Double.NaN);
        return new MeasuredTimes(rates);
    }

    /**
     * Of questions that cost so much as things are. The time of a statement belongs to its questions by what they cost.
     *
     * @param costs of one call of each question
     */
    static MeasuredTimes of(List<Asked> workload, double[] costs) {
        var planned = new HashMap<String, Double>();
        for (int i = 0; i < costs.length; i++) {
            planned.merge(statement(workload, i).id(), workload.get(i).weight() * costs[i], Double::sum);
        }
        var rates = new double[costs.length];
        for (int i = 0; i < costs.length; i++) {
            double all = planned.getOrDefault(statement(workload, i).id(), 0.0);
            double ms = statement(workload, i).totalMs();
            rates[i] = ms > 0 && all > 0 ? workload.get(i).weight() * ms / all : Double.NaN;
        }
        return new MeasuredTimes(rates);
    }

    private static Statement statement(List<Asked> workload, int at) {
        return workload.get(at).question().statement();
    }

    /** Whether the change takes so large a share off the time, as far as that is known: what is not known may be much. */
    boolean fallBy(double share, double[] before, double[] after) {
        double saved = 0;
        double all = 0;
        for (int i = 0; i < rates.length; i++) {
            if (!Double.isNaN(rates[i])) {
                saved += rates[i] * (before[i] - after[i]);
                all += rates[i] * before[i];
            } else if (before[i] > after[i]) {
                return true;
            }
        }
        return saved >= share * all;
    }
}
