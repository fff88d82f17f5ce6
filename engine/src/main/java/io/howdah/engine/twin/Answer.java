package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;

/** What the planner said. */
public sealed interface Answer {

    Question question();

    /** It was planned. */
    record Planned(Question question, Plan plan) implements Answer {}

    /** It could not be planned, for this reason. */
    record Failed(Question question, String reason) implements Answer {}
}
