package io.howdah.engine.prove;

import java.time.Duration;

/**
 * How long and how often statements are run.
 *
 * @param statementTimeout of each single run
 * @param runs of each form for the median; fewer where they take long
 * @param budget of all runs of one statement
 */
public record ProofOptions(Duration statementTimeout, int runs, Duration budget) {

    /** Five runs, ten seconds for one, a minute in all. */
    public static final ProofOptions DEFAULT = new ProofOptions(Duration.ofSeconds(10), 5, Duration.ofMinutes(1));

    public ProofOptions timeout(Duration limit) {
        return new ProofOptions(limit, runs, budget);
    }

    public ProofOptions runs(int count) {
        return new ProofOptions(statementTimeout, count, budget);
    }
}
