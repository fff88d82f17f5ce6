package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A type that the database itself defines, or an extension that does not come with PostgreSQL.
 *
 * @param kind {@code typtype}: b base, d domain, e enum, c composite, r range
 * @param createSql CREATE TYPE or CREATE DOMAIN with qualified names, with everything that values and plans depend on; for a
 *     base type, whose functions are not SQL, a stand-in that holds text
 * @param extension the extension that it came with; null where it came with none
 */
public record TypeDefinition(
        QualifiedName name,
        String kind,
        String createSql,
        @Nullable String extension) {

    public TypeDefinition(QualifiedName name, String kind, String createSql) {
        this(name, kind, createSql, null);
    }
}
