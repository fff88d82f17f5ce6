package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.twin.WhatIf;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The extensions that indexes may use: those that the database has, and those that the server could make and the twin can
 * make too, so that what they give is priced.
 */
final class Extensions {

    static final String TRIGRAMS = "pg_trgm";

    private static final Set<String> SCALARS = Set.of(
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
            "numeric",
            "text",
            "varchar",
            "bpchar",
            "uuid",
            "bool",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "bytea",
            "oid");

    private final Map<String, String> schemas;
    private final Map<String, AvailableExtension> creatable;
    private final WhatIf twin;
    private final Map<String, Boolean> onTwin = new HashMap<>();

    Extensions(Catalog catalog, WhatIf twin) {
        this.schemas = catalog.extensions().stream()
                .collect(Collectors.toMap(Extension::name, Extension::schema, (first, second) -> first));
        this.creatable = catalog.definitions().creatable().stream()
                .collect(Collectors.toMap(AvailableExtension::name, Function.identity(), (first, second) -> first));
        this.twin = twin;
    }

    /** Where its members are, or would be; the twin has it from then on. Empty where there is none to be had. */
    Optional<String> schema(String name) {
        var installed = schemas.get(name);
        if (installed != null) {
            return Optional.of(installed);
        }
        return Optional.ofNullable(creatable.get(name))
                .filter(e -> onTwin.computeIfAbsent(name, n -> twin.extend(e)))
                .map(AvailableExtension::schema);
    }

    boolean has(String name) {
        return schema(name).isPresent();
    }

    /** The one that has to be made before an index of the table can be; empty where there is none. */
    Optional<AvailableExtension> missingFor(IndexDefinition index, Function<String, Optional<Column>> columns) {
        if (index.keys().stream()
                .anyMatch(k -> String.valueOf(k.operatorClass()).endsWith("_trgm_ops"))) {
            return Optional.ofNullable(creatable.get(TRIGRAMS));
        }
        boolean mixed = Set.of("gin", "gist").contains(index.method())
                && index.keys().size() > 1
                && index.keys().stream().anyMatch(k -> isScalar(k, columns));
        return mixed ? Optional.ofNullable(creatable.get("btree_" + index.method())) : Optional.empty();
    }

    private static boolean isScalar(IndexKey key, Function<String, Optional<Column>> columns) {
        return key.operatorClass() == null
                && Optional.ofNullable(key.column())
                        .flatMap(columns)
                        .filter(c -> c.typeKind().equals("e") || isScalar(c.typeName()))
                        .isPresent();
    }

    private static boolean isScalar(String typeName) {
        return typeName.startsWith("pg_catalog.") && SCALARS.contains(typeName.substring("pg_catalog.".length()));
    }
}
