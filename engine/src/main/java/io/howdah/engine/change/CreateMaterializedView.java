package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;

/**
 * Makes a materialized view, empty at first, and fills it.
 *
 * @param query as SQL
 * @param filled whether it is filled at all
 */
public record CreateMaterializedView(QualifiedName name, String query, boolean filled) implements InPlaceChange {

    @Override
    public String summary() {
        return "create materialized view " + name;
    }
}
