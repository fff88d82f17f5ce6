package io.howdah.engine.advise;

/**
 * A number above or below which a rule speaks, adjustable by its user.
 *
 * @param key the rule's slug, a dot and the number's name, such as {@code unused-index.days}
 * @param standard the number where nobody set another
 * @param unit what is counted: days, bytes, share
 * @param source where the standard is from
 */
public record Threshold(String key, double standard, String unit, String source) {}
