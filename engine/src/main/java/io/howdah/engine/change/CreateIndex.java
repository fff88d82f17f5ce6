package io.howdah.engine.change;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/** Builds an index concurrently. */
public record CreateIndex(String name, IndexDefinition definition) implements Change {

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
        return List.of(new Step(definition.createSql(name, true), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    @Override
    public List<Step> undo() {
        return List.of(new Step(
                "DROP INDEX CONCURRENTLY IF EXISTS " + indexName().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }
}
