package io.howdah.engine.catalog;

import java.util.List;

/**
 * An extension for indexes that the server has files of and the database does not have yet.
 *
 * @param schema that it would go to: {@code public}, or where there is none the first of the role's search path
 * @param allowed whether the role that read the catalog may make it
 */
public record AvailableExtension(String name, String schema, boolean allowed) {

    /** Those that are looked for: they bring operator classes for types of PostgreSQL itself. */
    public static final List<String> FOR_INDEXES = List.of("btree_gin", "btree_gist", "pg_trgm");
}
