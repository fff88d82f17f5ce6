package io.howdah.engine.prove;

import java.time.Duration;

/**
 * How long and how often statements are run.
 *
 * @param statementTimeout of each single run
 * @param runs of each form for the median; fewer where they take long
 * @param budget of all runs of one statement, or of a whole set of indexes that is tried
 */
public record ProofOptions(Duration statementTimeout, int runs, Duration budget) {

    /** Five runs, ten seconds for one, a minute in all. */
    public static final ProofOptions DEFAULT = new ProofOptions(Duration.ofSeconds(10), 5, Duration.ofMinutes(1));

    /** For a set of indexes and a whole workload: five runs of what is in doubt, a minute for one, half an hour in all. */
    public static final ProofOptions OF_A_SET = new ProofOptions(Duration.ofMinutes(1), 5, Duration.ofMinutes(30));

    public ProofOptions timeout(Duration limit) {
        return new ProofOptions(limit, runs, budget);
    }

    public ProofOptions budget(Duration limit) {
        return new ProofOptions(statementTimeout, runs, limit);
    }

    public ProofOptions runs(int count) {
        return new ProofOptions(statementTimeout, count, budget);
    }
}
