package io.howdah.engine.advise.query;

/**
 * What a cache would do for a statement.
 *
 * <p>An answer that was kept T seconds ago is out of date if one of its tables was written since; with w writes a second that come by
 * chance, 1 - (1 - e^(-wT)) / (wT) of the answers given over a time to live of T are, which is at most wT / 2. So a share s of them allows
 * T = 2s / w. Read r times a second, an answer is loaded once in T and one read, which leaves rT / (1 + rT) of the reads to the cache; where
 * each write drops it, r / (r + w). Each answer is loaded once at least.
 *
 * @param answers how many different ones there are at most
 * @param seconds time to live, a round one
 * @param hits share of the calls that the cache answers with that time to live
 * @param hitsDropped the same where each write drops the answers, and they live for as long as nothing is written
 */
record CachedAnswers(double answers, double seconds, double hits, double hitsDropped) {

    private static final double[] ROUND = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400
    };

    /**
     * @param calls in the time that was counted
     * @param counted seconds
     * @param writes of the tables a second
     * @param stale share of the answers that may be out of date
     */
    static CachedAnswers of(double answers, double calls, double counted, double writes, double stale) {
        double reads = calls / counted / answers;
        double seconds = round(2 * stale / writes);
        double most = Math.max(0, 1 - answers / calls);
        return new CachedAnswers(
                answers,
                seconds,
                Math.min(most, reads * seconds / (1 + reads * seconds)),
                Math.min(most, reads / (reads + writes)));
    }

    /** The next lower time that people write; 0 below a second. */
    private static double round(double seconds) {
        double found = 0;
        for (double each : ROUND) {
            found = each <= seconds ? each : found;
        }
        return found;
    }
}
