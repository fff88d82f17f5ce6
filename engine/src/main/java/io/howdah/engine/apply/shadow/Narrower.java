package io.howdah.engine.apply.shadow;

import io.howdah.engine.catalog.Name;
import java.util.Map;
import java.util.Optional;

/** An integer column whose old type holds less than its new one, so that rows may come which the old table cannot take. */
record Narrower(String column, String oldType) {

    /** The bounds of the integer types (manual, 8.1). */
    private static final Map<String, String> HOLDS = Map.of(
            "smallint", "-32768 AND 32767",
            "integer", "-2147483648 AND 2147483647");

    private static final Map<String, Integer> BYTES = Map.of("smallint", 2, "integer", 4, "bigint", 8);

    /** Where both are integer types, whatever is meant; empty where a cast decides. */
    static Optional<Narrower> of(String column, String oldType, String newType) {
        var before = BYTES.get(oldType);
        var after = BYTES.get(newType);
        return before != null && after != null && after > before
                ? Optional.of(new Narrower(column, oldType))
                : Optional.empty();
    }

    /** Whether the types are integers, so that nothing but {@link #beyond} can fail. */
    static boolean integers(String oldType, String newType) {
        return BYTES.containsKey(oldType) && BYTES.containsKey(newType) && BYTES.get(newType) >= BYTES.get(oldType);
    }

    /** That the value of a row does not fit the old type. */
    String beyond(String row) {
        return row + "." + Name.quoted(column) + " NOT BETWEEN " + HOLDS.get(oldType);
    }
}
