package io.howdah.engine.change;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds an index concurrently; on a partitioned table partition by partition.
 *
 * <p>An index on an expression is followed by ANALYZE: the planner knows nothing about an expression's values until then
 * (manual, CREATE INDEX, notes).
 *
 * @param partitions of the table at all levels, each after the one that it is a part of; empty where there are none
 */
public record CreateIndex(String name, IndexDefinition definition, List<Partition> partitions) implements Change {

    /** On a table without partitions. */
    public CreateIndex(String name, IndexDefinition definition) {
        this(name, definition, List.of());
    }

    /** On a table as the catalog knows it. */
    public static CreateIndex on(Catalog catalog, String name, IndexDefinition definition) {
        return new CreateIndex(name, definition, Partition.of(catalog, definition.table()));
    }

    public QualifiedName table() {
        return definition.table();
    }

    /** The index's own name; an index lives in its table's schema. */
    public QualifiedName indexName() {
        return new QualifiedName(definition.table().schema(), name);
    }

    @Override
    public String summary() {
        return "create index " + name + " on " + definition;
    }

    @Override
    public List<Step> steps() {
        var build = partitions.isEmpty()
                ? List.of(new Step(definition.createSql(name, true), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true))
                : partitioned().steps(partitions);
        return Stream.concat(build.stream(), analyze(table()).stream()).toList();
    }

    /** What completes the index on a table; none where all keys are columns. */
    public List<Step> analyze(QualifiedName on) {
        return definition.keys().stream().allMatch(key -> key.column() != null)
                ? List.of()
                : List.of(new Step("ANALYZE " + on.quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    /** The same as an index on a partitioned table. */
    public PartitionedIndex partitioned() {
        return new PartitionedIndex(name, definition);
    }

    @Override
    public List<Step> undo() {
        if (!partitions.isEmpty()) {
            return List.of(partitioned().drop(table()));
        }
        return List.of(new Step(
                "DROP INDEX CONCURRENTLY IF EXISTS " + indexName().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }
}
