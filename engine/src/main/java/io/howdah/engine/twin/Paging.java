package io.howdah.engine.twin;

import io.howdah.engine.catalog.Statement;
import java.util.List;

/** What LIMIT and OFFSET may have been where a normalised text has parameters in their place. */
final class Paging {

    private static final int USUAL_LIMIT = 20;
    private static final int SELDOM_REACHED = 4;

    /** Pages passed over: none, as mostly; a few, as readers turn; many, as crawlers do. */
    private static final List<Integer> PAGES = List.of(0, 4, 20, 80);

    /** How often each of them is assumed. */
    static final List<Double> OFFSET_WEIGHTS = List.of(0.7, 0.15, 0.1, 0.05);

    private Paging() {}

    /**
     * A whole number of rows for each call is the limit itself; else some calls gave fewer rows than it, so that it is more than
     * their mean, and either seldom reached or often: both are tried.
     */
    static List<Long> limits(Statement statement, StatementText text) {
        double rows = statement.rowsPerCall();
        if (text.limits().isEmpty() || Double.isNaN(rows)) {
            return List.of((long) USUAL_LIMIT);
        }
        if (rows <= 1 || rows == Math.rint(rows)) {
            return List.of(Math.max(1, Math.round(rows)));
        }
        return List.of(roundNumber(rows), roundNumber(SELDOM_REACHED * rows));
    }

    /** Rows passed over, in steps of the rows of a page. */
    static List<Long> offsets(Statement statement, StatementText text) {
        long page = limits(statement, text).getFirst();
        return PAGES.stream().map(pages -> pages * page).toList();
    }

    /** The next of 1, 2, 5, 10, 20, 50 and so on, which people choose. */
    private static long roundNumber(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (int digit : List.of(1, 2, 5)) {
            if (digit * power >= atLeast) {
                return Math.round(digit * power);
            }
        }
        return Math.round(10 * power);
    }
}
