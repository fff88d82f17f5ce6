package io.howdah.engine.advise.query;

/** From where on a node of a plan is worth a word. */
final class PlanLimits {

    /** Fewer rows cost nothing that is felt. */
    static final double ROWS = 1000;

    /** Share of the rows read that were thrown away; pev2 warns from a half and alarms from here on. */
    static final double REMOVED = 0.9;

    /** Rows found by rows expected; pev2's first step. */
    static final double MISJUDGED = 10;

    /** Share of an index-only scan's rows that were looked up in the table; pev2's second step. */
    static final double FETCHED = 0.4;

    /** Share of the time in a loop's inner side; pev2's second step. */
    static final double LOOP_SHARE = 0.4;

    /** Share of the time, of JIT. */
    static final double JIT_SHARE = 0.25;

    /** Milliseconds below which nobody waits. */
    static final double FELT_MS = 10;

    /** Shares of the time of a notice and of a warning; pev2's first and second step. */
    static final double SOME = 0.1;

    static final double MUCH = 0.4;

    private PlanLimits() {}
}
