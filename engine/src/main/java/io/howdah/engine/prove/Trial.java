package io.howdah.engine.prove;

import java.util.Map;

/**
 * A statement with values in place of its parameters, and its other form with the same values.
 *
 * @param share part of the statement's calls that these values stand for
 * @param settings planner settings under which the other form is run; with some, the text is the same and rows are not compared
 */
public record Trial(String before, String after, double share, Map<String, String> settings) {

    /** Another form under the same settings. */
    public Trial(String before, String after, double share) {
        this(before, after, share, Map.of());
    }

    /** The same statement under other settings. */
    public static Trial under(Map<String, String> settings, String sql) {
        return new Trial(sql, sql, 1, settings);
    }
}
