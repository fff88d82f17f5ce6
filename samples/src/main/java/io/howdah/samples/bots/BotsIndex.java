package io.howdah.samples.bots;

/**
 * An index of {@code bots}, in the sample's own words.
 *
 * @param definition what follows the table's name in CREATE INDEX, as a template
 */
record BotsIndex(String name, String table, String definition) {}
