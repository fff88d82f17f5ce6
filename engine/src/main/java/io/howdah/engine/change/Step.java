package io.howdah.engine.change;

/**
 * One statement of a change.
 *
 * @param lock the strongest lock that it takes on the table (manual, section 13.3)
 * @param longRunning whether it waits and works for long by design and so must run without lock_timeout and
 *     statement_timeout
 */
public record Step(String sql, Lock lock, boolean longRunning) {

    /** Table-level locks that changes take. */
    public enum Lock {
        NONE,
        ACCESS_SHARE,
        SHARE_UPDATE_EXCLUSIVE,
        SHARE,
        ACCESS_EXCLUSIVE
    }
}
