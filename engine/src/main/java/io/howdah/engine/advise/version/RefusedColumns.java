package io.howdah.engine.advise.version;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Columns that pg_upgrade refuses: of a type whose values it cannot carry over, of an array, a domain or a range of such a type, or
 * of a composite type or a table's row that has one (check.c of pg_upgrade, data_types_usage_checks).
 */
final class RefusedColumns {

    /** regclass, regrole and regtype keep their oids. */
    private static final Set<String> OIDS = Set.of(
            "pg_catalog.regcollation",
            "pg_catalog.regconfig",
            "pg_catalog.regdictionary",
            "pg_catalog.regnamespace",
            "pg_catalog.regoper",
            "pg_catalog.regoperator",
            "pg_catalog.regproc",
            "pg_catalog.regprocedure");

    /** Its values are kept otherwise since 16. */
    private static final String GRANTS = "pg_catalog.aclitem";

    private static final int GRANTS_SINCE = 16;

    /** The types of their rows get other oids with each major version. */
    private static final Set<String> SYSTEM = Set.of("pg_catalog.", "information_schema.");

    /** Only these hold values of their own. */
    private static final Set<Relation.Kind> STORED = Set.of(Relation.Kind.TABLE, Relation.Kind.MATERIALIZED_VIEW);

    private final Catalog catalog;
    private final Map<String, List<String>> parts = new HashMap<>();
    private final Map<String, Optional<String>> found = new HashMap<>();

    private RefusedColumns(Catalog catalog) {
        this.catalog = catalog;
        catalog.types().forEach(t -> parts.put(full(t.name()), t.parts()));
        catalog.relations()
                .forEach(r -> parts.put(
                        full(r.name()),
                        r.columns().stream().map(Column::typeName).distinct().toList()));
    }

    /** Each as a sentence, a column of a partitioned table once. */
    static List<String> of(Catalog catalog) {
        var columns = new RefusedColumns(catalog);
        return catalog.relations().stream()
                .filter(r -> STORED.contains(r.kind()))
                .flatMap(columns::in)
                .distinct()
                .toList();
    }

    private Stream<String> in(Relation relation) {
        return relation.columns().stream().flatMap(c -> refused(c).map(type -> sentence(relation, c, type)).stream());
    }

    private String sentence(Relation relation, Column column, String type) {
        var held = type.equals(column.typeName()) ? "" : ", which holds " + type.substring(type.indexOf('.') + 1);
        return "the column " + column.name() + " of " + whole(relation).name() + " is of type " + column.type() + held;
    }

    /** The partitioned table that it is a part of in the end. */
    private Relation whole(Relation relation) {
        var whole = relation;
        var seen = new HashSet<QualifiedName>();
        while (seen.add(whole.name()) && whole.partitionBound() != null && whole.parent() != null) {
            var parent = catalog.relation(whole.parent());
            if (parent.isEmpty()) {
                break;
            }
            whole = parent.get();
        }
        return whole;
    }

    private Optional<String> refused(Column column) {
        var type = column.typeName();
        boolean row = column.typeKind().equals("c") && SYSTEM.stream().anyMatch(type::startsWith);
        return row ? Optional.of(type) : found.computeIfAbsent(type, this::held);
    }

    /** The refused type that a type is or holds. */
    private Optional<String> held(String type) {
        var seen = new HashSet<String>();
        var next = new ArrayDeque<String>(List.of(type));
        while (!next.isEmpty()) {
            var part = next.pop();
            if (OIDS.contains(part) || (part.equals(GRANTS) && catalog.server().major() < GRANTS_SINCE)) {
                return Optional.of(part);
            }
            if (seen.add(part)) {
                next.addAll(partsOf(part));
            }
        }
        return Optional.empty();
    }

    /** An array's type is named after that of its elements: _name. */
    private List<String> partsOf(String type) {
        int name = type.lastIndexOf("._");
        var element = name < 0 ? List.<String>of() : List.of(type.substring(0, name + 1) + type.substring(name + 2));
        return parts.getOrDefault(type, element);
    }

    private static String full(QualifiedName name) {
        return name.schema() + "." + name.name();
    }
}
