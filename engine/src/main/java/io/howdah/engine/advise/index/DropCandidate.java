package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Index;

/** An existing index that a rule would drop, and what it saw. */
record DropCandidate(Index index, Finding finding) {}
