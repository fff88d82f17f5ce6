package io.howdah.samples.workload;

/**
 * A statement as the application's code holds it, with a question mark for each bound parameter.
 *
 * @param fine whether nothing is wrong with it, so that no advice should be for its sake
 */
public record Statement(String name, String text, boolean fine) {}
