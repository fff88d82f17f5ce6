package io.howdah.engine.twin;

import io.howdah.engine.catalog.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement in a form that the planner can be asked about.
 *
 * @param sql the text with every parameter replaced by a typed value, or with {@code $n} in place where {@code generic}
 * @param share part of the statement's calls that this form stands for; the shares of a statement's questions sum to 1
 * @param generic whether it is planned without knowing the parameters, as drivers do after their prepare threshold
 * @param role of the original, whose settings and policies apply; null where they do not matter
 */
public record Question(
        Statement statement,
        String sql,
        double share,
        boolean generic,
        @Nullable String role) {

    /** A question of the twin's superuser, for whom there is no row-level security. */
    public Question(Statement statement, String sql, double share, boolean generic) {
        this(statement, sql, share, generic, null);
    }

    /** The same with another share. */
    Question withShare(double newShare) {
        return new Question(statement, sql, newShare, generic, role);
    }
}
