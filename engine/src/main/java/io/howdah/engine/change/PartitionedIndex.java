package io.howdah.engine.change;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/**
 * An index on a partitioned table, which cannot be built concurrently as a whole: an empty one is made on each table that has
 * partitions, one is built on each partition that has rows, and each of these becomes a part of the one above it, which is
 * valid when it has all (manual, CREATE INDEX and ALTER INDEX). Partitions that are made meanwhile get theirs from the server.
 *
 * @param name of the index on the table itself
 */
public record PartitionedIndex(String name, IndexDefinition definition) {

    /** The name of the index on a table: on a partition, the partition's with the index's, cut and told apart if too long. */
    public QualifiedName on(QualifiedName table) {
        return new QualifiedName(
                table.schema(), table.equals(definition.table()) ? name : Name.limited(table.name() + "_" + name));
    }

    /** An index that is there and holds nothing yet. */
    public Step empty(QualifiedName table) {
        var sql = "CREATE INDEX " + Name.quoted(on(table).name()) + " ON ONLY " + table.quoted() + definition.body();
        return new Step(sql, Step.Lock.SHARE, false);
    }

    public Step build(QualifiedName partition) {
        var sql = "CREATE INDEX CONCURRENTLY " + Name.quoted(on(partition).name()) + " ON " + partition.quoted()
                + definition.body();
        return new Step(sql, Step.Lock.SHARE_UPDATE_EXCLUSIVE, true);
    }

    /** The strong lock is one on the partition's index, which the planner asks for too. */
    public Step attach(QualifiedName parent, QualifiedName partitionsIndex) {
        var sql = "ALTER INDEX " + on(parent).quoted() + " ATTACH PARTITION " + partitionsIndex.quoted();
        return new Step(sql, Step.Lock.ACCESS_EXCLUSIVE, false);
    }

    /** With all its parts: one that is attached can neither be dropped alone nor detached. */
    public Step drop(QualifiedName table) {
        return new Step("DROP INDEX IF EXISTS " + on(table).quoted(), Step.Lock.ACCESS_EXCLUSIVE, false);
    }

    /** All of it, where none of the partitions has such an index yet. */
    List<Step> steps(List<Partition> partitions) {
        var steps = new ArrayList<Step>();
        steps.add(empty(definition.table()));
        for (Partition partition : partitions) {
            steps.add(partition.partitioned() ? empty(partition.table()) : build(partition.table()));
            steps.add(attach(partition.parent(), on(partition.table())));
        }
        return List.copyOf(steps);
    }
}
