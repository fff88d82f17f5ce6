package io.howdah.benchmarks.key;

/**
 * One row of the printed table.
 *
 * @param id of the fault
 * @param what the fault is, in a few words
 * @param found whether the tool names it, or, where it must not be proposed, does not
 * @param proven how it is known
 * @param expected gain before anything was changed
 * @param measured gain
 */
record KeyRow(String id, String what, boolean found, String proven, String expected, String measured) {

    static KeyRow missed(String id, String what) {
        return new KeyRow(id, what, false, "–", "–", "–");
    }

    /** The row as Markdown. */
    String line() {
        return "| %s | %s | %s | %s | %s | %s |"
                .formatted(id, what, found ? "yes" : "**no**", proven, expected, measured);
    }
}
