package io.howdah.benchmarks.key;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.IndexFault;
import io.howdah.samples.fault.IndexShape;
import io.howdah.samples.fault.MissingIndex;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares changes of indexes with the faults that they may mend. */
public final class Indexes {

    private Indexes() {}

    /** Whether these changes mend the fault. */
    public static boolean mend(IndexFault fault, List<Change> changes) {
        return switch (fault) {
            case MissingIndex missing -> shapes(changes).stream().anyMatch(missing::satisfiedBy);
            case BadIndex bad -> bad.satisfiedBy(dropped(changes));
        };
    }

    /** Whether this change is of those that mend it. */
    static boolean concerns(IndexFault fault, Change change) {
        return switch (fault) {
            case MissingIndex missing ->
                change instanceof CreateIndex create && missing.satisfiedBy(shape(create.definition()));
            case BadIndex bad ->
                change instanceof DropIndex drop
                        && bad.droppable().contains(drop.index().name().name());
        };
    }

    private static List<IndexShape> shapes(List<Change> changes) {
        return changes.stream()
                .filter(CreateIndex.class::isInstance)
                .map(c -> shape(((CreateIndex) c).definition()))
                .toList();
    }

    private static Set<String> dropped(List<Change> changes) {
        return changes.stream()
                .filter(DropIndex.class::isInstance)
                .map(c -> ((DropIndex) c).index().name().name())
                .collect(Collectors.toSet());
    }

    /** As far as a fault's cure depends on it. */
    public static IndexShape shape(IndexDefinition definition) {
        var keys = definition.keys().stream()
                .map(k -> new IndexShape.Key(Objects.requireNonNullElse(k.column(), k.expression()), k.descending()))
                .toList();
        return new IndexShape(
                definition.table().name(),
                definition.method(),
                keys,
                definition.include(),
                Optional.ofNullable(definition.predicate()));
    }
}
