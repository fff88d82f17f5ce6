package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** A rule that looks at one table after the other. */
interface TableRule extends Rule {

    Stream<Finding> look(Scene scene, Relation table);

    @Override
    default List<Finding> examine(Scene scene) {
        return OwnTables.of(scene.catalog()).stream()
                .flatMap(table -> look(scene, table))
                .toList();
    }

    /** A column as people name it. */
    static String named(Relation table, Column column) {
        return table.name() + "." + Name.quoted(column.name());
    }

    /** ALTER TABLE with these clauses, which are made in one go. */
    static String alter(Relation table, Stream<String> clauses) {
        return alter(table, clauses.collect(joining(", ")));
    }

    /** ALTER TABLE with this clause. */
    static String alter(Relation table, String clause) {
        return "ALTER TABLE " + table.name().quoted() + " " + clause;
    }
}
