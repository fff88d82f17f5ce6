package io.howdah.engine.twin;

import io.howdah.engine.catalog.Statement;

/**
 * A statement in a form that the planner can be asked about.
 *
 * @param sql the text with every parameter replaced by a typed value, or with {@code $n} in place where {@code generic}
 * @param share part of the statement's calls that this form stands for; the shares of a statement's questions sum to 1
 * @param generic whether it is planned without knowing the parameters, as drivers do after their prepare threshold
 */
public record Question(Statement statement, String sql, double share, boolean generic) {}
