package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A setting made by ALTER ROLE or ALTER DATABASE, with which sessions begin.
 *
 * @param role null for all roles
 * @param database null for all databases
 */
public record RoleSetting(@Nullable String role, @Nullable String database, String name, String value) {}
