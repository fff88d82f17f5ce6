package io.howdah.engine.change;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/** Builds an index anew, online, in the place of a bloated one. The index is the same afterwards, so there is nothing to undo. */
public record ReindexIndex(Index index) implements Change {

    public QualifiedName table() {
        return index.table();
    }

    @Override
    public String summary() {
        return "rebuild index " + index.name() + " on " + table();
    }

    @Override
    public List<Step> steps() {
        return List.of(new Step(
                "REINDEX INDEX CONCURRENTLY " + index.name().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    @Override
    public List<Step> undo() {
        return List.of();
    }
}
