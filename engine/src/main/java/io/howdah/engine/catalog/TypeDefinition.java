package io.howdah.engine.catalog;

/**
 * A type that the database itself defines.
 *
 * @param kind {@code typtype}: d domain, e enum, c composite, r range
 * @param createSql CREATE TYPE or CREATE DOMAIN with qualified names, with everything that values and plans depend on
 */
public record TypeDefinition(QualifiedName name, String kind, String createSql) {}
