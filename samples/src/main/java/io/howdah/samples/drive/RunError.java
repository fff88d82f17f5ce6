package io.howdah.samples.drive;

import java.time.Duration;

/**
 * A failure that the application would have seen.
 *
 * @param during the action or statement
 * @param at since the beginning of the run
 * @param sqlState the five characters of SQLSTATE, or empty
 */
public record RunError(String during, Duration at, String sqlState, String message) {}
