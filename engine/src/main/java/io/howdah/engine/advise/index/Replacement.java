package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;

/**
 * An existing index and a better one in its place, still to be proven.
 *
 * @param instead what is built before the old one is dropped
 */
record Replacement(Index index, IndexDefinition instead, Finding finding) {}
