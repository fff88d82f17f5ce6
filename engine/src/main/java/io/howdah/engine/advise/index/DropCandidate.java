package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.twin.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * An index that a rule would drop, and why.
 *
 * @param instead the new index without which it must stay, and with which it makes one piece of advice; null where there is none
 */
record DropCandidate(Index index, Finding finding, @Nullable Candidate instead) {

    DropCandidate(Index index, Finding finding) {
        this(index, finding, null);
    }
}
