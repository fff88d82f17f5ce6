package io.howdah.samples.fault;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An index that costs more than it gives, or several of which one is too many.
 *
 * @param droppable the indexes of which exactly one must go
 */
public record BadIndex(String id, String table, List<String> droppable, Kind kind) implements IndexFault {

    /** Why it is bad. */
    public enum Kind {
        UNUSED,
        DUPLICATE,
        PREFIX,
        UNIQUE_AND_MORE,
        NEARLY_ALWAYS_TRUE
    }

    /** Whether dropping these indexes mends the fault and takes nothing that should have stayed. */
    public boolean satisfiedBy(Set<String> droppedIndexes) {
        return droppable.stream().filter(droppedIndexes::contains).count() == 1;
    }

    @Override
    public BadIndex renamed(UnaryOperator<String> name) {
        return new BadIndex(id, name.apply(table), droppable.stream().map(name).toList(), kind);
    }
}
