package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;

/** Fills a materialized view anew while it is read. Afterwards there is nothing to undo. */
public record RefreshMaterializedView(QualifiedName name) implements InPlaceChange {

    @Override
    public String summary() {
        return "refresh materialized view " + name;
    }
}
