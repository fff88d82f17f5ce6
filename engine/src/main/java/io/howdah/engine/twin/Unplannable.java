package io.howdah.engine.twin;

import io.howdah.engine.catalog.Statement;

/** A statement of the workload that no question could be made of, with the reason. */
public record Unplannable(Statement statement, String reason) {}
