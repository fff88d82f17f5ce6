package io.howdah.engine.catalog;

/**
 * A plan that auto_explain wrote to the server's log for a call that really ran.
 *
 * @param text of the statement as it was sent
 * @param ms how long it ran
 */
public record LoggedPlan(String text, double ms, Plan plan) {}
