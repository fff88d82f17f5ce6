package io.howdah.benchmarks.key;

/**
 * One row of the printed table.
 *
 * @param id of the fault
 * @param what the fault is, in a few words
 * @param found whether the tool names it, or, where it must not be proposed, does not
 * @param due whether it is to be found at this size
 * @param proven how it is known
 * @param expected gain before anything was changed
 * @param measured gain
 */
record KeyRow(String id, String what, boolean due, boolean found, String proven, String expected, String measured) {

    static KeyRow of(String id, String what, boolean found, String proven, String expected, String measured) {
        return new KeyRow(id, what, true, found, proven, expected, measured);
    }

    static KeyRow notDue(String id, String what, String why) {
        return new KeyRow(id, what, false, false, why, "–", "–");
    }

    static KeyRow missed(String id, String what) {
        return of(id, what, false, "–", "–", "–");
    }

    /** The row as Markdown. */
    String line() {
        return "| %s | %s | %s | %s | %s | %s |"
                .formatted(id, what, due ? found ? "yes" : "**no**" : "not due", proven, expected, measured);
    }
}
