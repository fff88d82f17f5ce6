package io.howdah.engine.prove;

/**
 * A statement with values in place of its parameters, and its other form with the same values.
 *
 * @param share part of the statement's calls that these values stand for
 */
public record Trial(String before, String after, double share) {}
