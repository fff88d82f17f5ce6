package io.howdah.engine.prove;

/** What came of running a statement to see how it works. */
public sealed interface Explanation {

    /** @param plan as EXPLAIN writes it in JSON */
    record Ran(String plan) implements Explanation {}

    /** It was not run, or not to its end. */
    record Refused(String reason) implements Explanation {}
}
