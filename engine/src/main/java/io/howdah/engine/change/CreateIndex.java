package io.howdah.engine.change;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds an index concurrently.
 *
 * <p>An index on an expression is followed by ANALYZE: the planner knows nothing about an expression's values until then
 * (manual, CREATE INDEX, notes).
 *
 * <p>On a partitioned table an index cannot be built concurrently: an empty one is made on the table alone, one is built on
 * each partition, and each of these becomes a part of the first, which is valid when it has all (manual, CREATE INDEX).
 *
 * @param partitions that hold the rows; empty where the table does itself
 */
public record CreateIndex(String name, IndexDefinition definition, List<QualifiedName> partitions) implements Change {

    /** {@code NAMEDATALEN - 1} (manual, 4.1.1). */
    private static final int LONGEST_NAME = 63;

    /** On a table without partitions. */
    public CreateIndex(String name, IndexDefinition definition) {
        this(name, definition, List.of());
    }

    @Override
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
                : onPartitions();
        if (definition.keys().stream().allMatch(key -> key.column() != null)) {
            return build;
        }
        var analyze = new Step("ANALYZE " + table().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true);
        return Stream.concat(build.stream(), Stream.of(analyze)).toList();
    }

    private List<Step> onPartitions() {
        var steps = new ArrayList<Step>();
        var only = "CREATE INDEX " + Name.quoted(name) + " ON ONLY " + table().quoted() + definition.body();
        steps.add(new Step(only, Step.Lock.SHARE, false));
        for (QualifiedName partition : partitions) {
            var part = new QualifiedName(partition.schema(), partName(partition));
            var create = "CREATE INDEX CONCURRENTLY " + Name.quoted(part.name()) + " ON " + partition.quoted()
                    + definition.body();
            steps.add(new Step(create, Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
            var attach = "ALTER INDEX " + indexName().quoted() + " ATTACH PARTITION " + part.quoted();
            steps.add(new Step(attach, Step.Lock.SHARE_UPDATE_EXCLUSIVE, false));
        }
        return List.copyOf(steps);
    }

    private String partName(QualifiedName partition) {
        var text = partition.name() + "_" + name;
        while (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            text = text.substring(1);
        }
        return text;
    }

    @Override
    public List<Step> undo() {
        if (!partitions.isEmpty()) {
            return List.of(new Step("DROP INDEX IF EXISTS " + indexName().quoted(), Step.Lock.ACCESS_EXCLUSIVE, false));
        }
        return List.of(new Step(
                "DROP INDEX CONCURRENTLY IF EXISTS " + indexName().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }
}
