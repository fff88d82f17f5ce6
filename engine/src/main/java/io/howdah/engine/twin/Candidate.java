package io.howdah.engine.twin;

import io.howdah.engine.catalog.IndexDefinition;

/**
 * A hypothetical index on the twin.
 *
 * @param name its name on the twin
 * @param sizeBytes estimated size once built
 * @param entries estimated number of index entries (fewer than the table's rows where it is partial)
 * @param sizeUnseen whether the size depends on what only the rows tell and these could not be looked at, so that it rests on
 *     statistics alone
 */
public record Candidate(String name, IndexDefinition definition, long sizeBytes, double entries, boolean sizeUnseen) {}
