package io.howdah.app.ddl;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Optional;

/** What the names in a statement mean in the database. */
public interface Names {

    /** What relation a name means that is quoted as SQL needs it, if there is one. */
    Optional<QualifiedName> relation(String quoted);

    /** In which names without a schema are looked for. */
    String path();

    /** The schema that what is made without a schema goes to. */
    String schema();

    /** All that is known of the database; read when it is first asked for. */
    Catalog catalog();

    default Optional<Index> index(QualifiedName name) {
        return catalog().indexes().stream().filter(i -> i.name().equals(name)).findFirst();
    }

    default List<Index> indexes(QualifiedName table) {
        return catalog().indexes().stream().filter(i -> i.table().equals(table)).toList();
    }
}
