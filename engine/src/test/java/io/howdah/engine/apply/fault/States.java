package io.howdah.engine.apply.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column of few values, and how each is written where a change has given the column another type.
 *
 * @param written what an application says, and what that is after the change; the same where the change leaves the column alone
 * @param column under what name it is found after the change; {@code state} before
 */
record States(Map<String, String> written, String column) {

    /** Left as they are. */
    static final States SAME =
            new States(Map.of("NEW", "NEW", "PAID", "PAID", "SENT", "SENT", "BACK", "BACK"), "state");

    /** Numbers after the change, as in a smallint. */
    static final States NUMBERED = new States(Map.of("NEW", "1", "PAID", "2", "SENT", "3", "BACK", "4"), "state");

    /** Numbers in a smallint beside the texts, which alone is there when the change is finished. */
    static final States CODED = new States(NUMBERED.written(), "state_code");

    /** The same texts under another name, and under both until the change is finished. */
    static final States RENAMED = new States(SAME.written(), "status");

    /** The column's name. */
    String column(boolean after) {
        return after ? column : "state";
    }

    /** Whether the column has its name from after the change, so that which one is there has to be asked. */
    boolean moves() {
        return !column.equals("state");
    }

    /** Whether the application has another form for after the change. */
    boolean otherForm() {
        return differ() || moves();
    }

    List<String> all() {
        return List.copyOf(new TreeMap<>(written).keySet());
    }

    /** Whether a statement of the application as it was fails after the change, so that it must be sent in the other form. */
    boolean differ() {
        return written.entrySet().stream().anyMatch(e -> !e.getKey().equals(e.getValue()));
    }

    @Nullable
    String written(@Nullable String state, boolean after) {
        return state == null || !after ? state : written.get(state);
    }

    /** What is meant by a value as it is before or after the change. */
    @Nullable
    String meant(@Nullable String stored) {
        return written.entrySet().stream()
                .filter(e -> e.getValue().equals(stored))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(stored);
    }
}
