package io.howdah.engine.change;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/** Drops an index concurrently; the undo builds it again as it was. */
public record DropIndex(Index index) implements Change {

    @Override
    public QualifiedName table() {
        return index.table();
    }

    @Override
    public String summary() {
        return "drop index " + index.name() + " on " + index.definition();
    }

    @Override
    public List<Step> steps() {
        return List.of(new Step(
                "DROP INDEX CONCURRENTLY IF EXISTS " + index.name().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    @Override
    public List<Step> undo() {
        return List.of(new Step(
                index.definition().createSql(index.name().name(), true), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }
}
