package io.howdah.engine.prove;

/**
 * A statement, another that is run for each of its rows, and one in place of all these calls.
 *
 * @param outer with values in place of its parameters
 * @param key name of its column whose values are looked up
 * @param each the statement for one row, with {@code $1} in place of the value that is looked up and values for the rest
 * @param joined the one statement
 * @param share part of the outer statement's calls that these values stand for
 */
public record LoopTrial(String outer, String key, String each, String joined, double share) {}
