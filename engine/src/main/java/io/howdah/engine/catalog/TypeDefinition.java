package io.howdah.engine.catalog;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A type that the database itself defines, or an extension that does not come with PostgreSQL.
 *
 * @param kind {@code typtype}: b base, d domain, e enum, c composite, r range
 * @param createSql CREATE TYPE or CREATE DOMAIN with qualified names, with everything that values and plans depend on; for a
 *     base type, whose functions are not SQL, a stand-in that holds text
 * @param extension the extension that it came with; null where it came with none
 * @param parts the types that it is made of, as {@link Column#typeName} writes them, for an array that of its elements: what a
 *     domain is over, the fields' of a composite type, what a range is of; none in a file of an earlier release
 */
public record TypeDefinition(
        QualifiedName name,
        String kind,
        String createSql,
        @Nullable String extension,
        List<String> parts) {

    public TypeDefinition {
        parts = Objects.requireNonNullElse(parts, List.of());
    }
}
