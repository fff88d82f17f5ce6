package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where unqualified names of statements are looked up.
 *
 * <p>First the search path that the catalog's reader had. The applications' own paths are not known, so a name that is not found
 * there is looked for in every other schema none of whose relations shares its name with one found before. Not at once: plans
 * leave out the schema of types that are on the path, and what is taken from a plan must hold on the original.
 */
final class SearchPath {

    /** Undefined table, function and object (manual, appendix A). */
    private static final Set<String> UNDEFINED = Set.of("42P01", "42883", "42704");

    /** Searched first by the server unless they are named (manual, section 5.10.5). */
    private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema");

    private SearchPath() {}

    /** The reader's path, as the value of SET. */
    static String narrow(Catalog catalog) {
        return joined(configured(catalog));
    }

    /** The path with every schema, as the value of SET. */
    static String wide(Catalog catalog) {
        return joined(schemas(catalog));
    }

    /** Whether the server missed a name that another path may lead to. */
    static boolean missed(SQLException e) {
        return e.getSQLState() != null && UNDEFINED.contains(e.getSQLState());
    }

    private static String joined(List<String> schemas) {
        return schemas.isEmpty()
                ? "''"
                : schemas.stream().map(SearchPath::quoted).collect(Collectors.joining(", "));
    }

    private static List<String> schemas(Catalog catalog) {
        var path = new ArrayList<>(configured(catalog));
        var bySchema = new TreeMap<String, TreeSet<String>>();
        for (Relation relation : catalog.relations()) {
            var name = relation.name();
            bySchema.computeIfAbsent(name.schema(), s -> new TreeSet<>()).add(name.name());
        }
        withoutRelations(catalog).forEach(schema -> bySchema.computeIfAbsent(schema, s -> new TreeSet<>()));
        var taken = new HashSet<String>();
        path.forEach(schema -> taken.addAll(bySchema.getOrDefault(schema, new TreeSet<>())));
        bySchema.forEach((schema, names) -> {
            if (!path.contains(schema) && names.stream().noneMatch(taken::contains)) {
                path.add(schema);
                taken.addAll(names);
            }
        });
        return path;
    }

    /** Schemas that hold something else, though perhaps no relation. */
    private static Stream<String> withoutRelations(Catalog catalog) {
        return Stream.of(
                        catalog.extensions().stream().map(Extension::schema),
                        catalog.types().stream().map(t -> t.name().schema()),
                        catalog.definitions().functions().stream()
                                .map(f -> f.name().schema()))
                .flatMap(schemas -> schemas)
                .filter(schema -> !SYSTEM.contains(schema));
    }

    private static List<String> configured(Catalog catalog) {
        return parsed(catalog.setting("search_path").map(Setting::value).orElse("\"$user\", public"));
    }

    /** A setting's value as the value of SET. */
    static String listed(String value) {
        return joined(parsed(value));
    }

    private static List<String> parsed(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(schema -> !schema.isEmpty())
                .map(SearchPath::unquoted)
                .toList();
    }

    private static String unquoted(String schema) {
        return schema.length() > 1 && schema.startsWith("\"")
                ? schema.substring(1, schema.length() - 1).replace("\"\"", "\"")
                : schema;
    }

    private static String quoted(String schema) {
        return '"' + schema.replace("\"", "\"\"") + '"';
    }
}
