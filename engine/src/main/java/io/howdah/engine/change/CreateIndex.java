package io.howdah.engine.change;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * Builds an index concurrently.
 *
 * <p>An index on an expression is followed by ANALYZE: the planner knows nothing about an expression's values until then
 * (manual, CREATE INDEX, notes).
 */
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
        var build = new Step(definition.createSql(name, true), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true);
        if (definition.keys().stream().allMatch(key -> key.column() != null)) {
            return List.of(build);
        }
        return List.of(build, new Step("ANALYZE " + table().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    @Override
    public List<Step> undo() {
        return List.of(new Step(
                "DROP INDEX CONCURRENTLY IF EXISTS " + indexName().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }
}
