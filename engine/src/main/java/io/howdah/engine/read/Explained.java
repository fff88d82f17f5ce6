package io.howdah.engine.read;

import io.howdah.engine.catalog.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A plan from a file.
 *
 * @param statement text of the statement; null where the file does not tell
 * @param durationMs how long the statement ran by the log; null where it is not from a log
 * @param jitMs time of just-in-time compilation; 0 where there was none
 */
public record Explained(
        @Nullable String statement, @Nullable Double durationMs, Plan plan, double jitMs) {}
