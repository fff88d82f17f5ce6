package io.howdah.engine.advise;

import java.util.Map;

/**
 * One reason to believe a finding.
 *
 * @param figures named numbers behind the text, such as {@code cost_before}; may be empty
 */
public record Evidence(Label label, String text, Map<String, Double> figures) {

    public static Evidence catalog(String text) {
        return new Evidence(Label.CATALOG, text, Map.of());
    }

    /** Where a piece of evidence comes from, weakest claim last to be confused with another. */
    public enum Label {
        /** A fact of the system catalogs or statistics views. */
        CATALOG,
        /** The planner's estimate, on the twin. */
        ESTIMATED,
        /** A run that was timed. */
        MEASURED,
        /** Seen in production after the change. */
        OBSERVED
    }
}
