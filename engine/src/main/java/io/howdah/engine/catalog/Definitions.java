package io.howdah.engine.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a database holds beside relations and types, as far as plans depend on it.
 *
 * <p>Of extensions, only the members of those that do not come with PostgreSQL are listed: another server may not have them.
 *
 * @param roles all roles of the server, except its predefined ones
 * @param creatable extensions for indexes that are not there and could be
 * @param procedures what CALL names: no plan depends on them, inspections read their bodies
 */
public record Definitions(
        List<Function> functions,
        List<Definition> others,
        List<DatabaseRole> roles,
        List<Tablespace> tablespaces,
        List<AvailableExtension> creatable,
        List<Function> procedures) {

    public static final Definitions NONE =
            new Definitions(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Files written before a field was added lack it. */
    public Definitions {
        creatable = Objects.requireNonNullElse(creatable, List.of());
        procedures = Objects.requireNonNullElse(procedures, List.of());
    }

    /** Without what belongs to other relations than these. */
    Definitions on(Set<QualifiedName> relations) {
        var some = others.stream()
                .filter(d -> d.on() == null || relations.contains(d.on()))
                .toList();
        return new Definitions(functions, some, roles, tablespaces, creatable, procedures);
    }
}
