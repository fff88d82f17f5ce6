package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * Makes a materialized view, empty at first, and fills it.
 *
 * @param columns their names; empty where the query names them
 * @param query as SQL
 * @param filled whether it is filled at all
 */
public record CreateMaterializedView(QualifiedName name, List<String> columns, String query, boolean filled)
        implements InPlaceChange {

    public CreateMaterializedView {
        columns = List.copyOf(columns);
    }

    @Override
    public String summary() {
        return "create materialized view " + name;
    }
}
