package io.howdah.engine.twin;

import java.util.List;

/** A workload made into questions. */
public record Bound(List<Question> questions, List<Unplannable> unplannable) {}
