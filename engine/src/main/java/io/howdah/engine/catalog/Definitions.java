package io.howdah.engine.catalog;

import java.util.List;

/**
 * What a database holds beside relations and types, as far as plans depend on it.
 *
 * <p>Of extensions, only the members of those that do not come with PostgreSQL are listed: another server may not have them.
 *
 * @param roles all roles of the server, except its predefined ones
 */
public record Definitions(
        List<Function> functions, List<Definition> others, List<DatabaseRole> roles, List<Tablespace> tablespaces) {

    public static final Definitions NONE = new Definitions(List.of(), List.of(), List.of(), List.of());
}
