package io.howdah.engine.twin;

import io.howdah.engine.catalog.Name;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Under which a session plans.
 *
 * @param shown OIDs of indexes that are invisible otherwise
 * @param hidden OIDs of indexes that are visible otherwise
 * @param settings made for the transaction only
 */
record Conditions(Collection<Long> shown, Collection<Long> hidden, Map<String, String> settings) {

    boolean changeIndexes() {
        return !shown.isEmpty() || !hidden.isEmpty();
    }

    /** Statements that bring the indexes about; empty for none. */
    String indexes() {
        return validity(shown, true) + validity(hidden, false);
    }

    /** Statements that take {@link #indexes()} back. */
    String indexesBack() {
        return validity(shown, false) + validity(hidden, true);
    }

    String set() {
        return settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(s -> "SET LOCAL " + Name.quoted(s.getKey()) + " = " + Name.literal(s.getValue()) + ";")
                .collect(Collectors.joining());
    }

    private static String validity(Collection<Long> indexes, boolean valid) {
        if (indexes.isEmpty()) {
            return "";
        }
        return VisibleIndexes.set(indexes, valid) + ";";
    }
}
