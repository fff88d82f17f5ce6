package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import java.util.List;

/**
 * Existing indexes of one table, mostly one, and a better one in their place, still to be proven.
 *
 * @param instead what is built before the old ones are dropped
 */
record Replacement(List<Index> indexes, IndexDefinition instead, Finding finding) {

    Replacement(Index index, IndexDefinition instead, Finding finding) {
        this(List.of(index), instead, finding);
    }

    /** The reasons to drop them, one by one. */
    List<DropCandidate> drops() {
        return indexes.stream().map(i -> new DropCandidate(i, finding)).toList();
    }

    long sizeBytes() {
        return indexes.stream().mapToLong(Index::sizeBytes).sum();
    }
}
