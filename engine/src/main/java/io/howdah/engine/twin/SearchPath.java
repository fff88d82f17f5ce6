package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where unqualified names of statements are looked up: the search path that the catalog's reader had, then every other
 * schema none of whose relations shares its name with one found before, since the applications' own paths are not known.
 */
final class SearchPath {

    private SearchPath() {}

    /** As the value of SET. */
    static String of(Catalog catalog) {
        return schemas(catalog).stream().map(SearchPath::quoted).collect(Collectors.joining(", "));
    }

    private static List<String> schemas(Catalog catalog) {
        var path = new ArrayList<>(configured(catalog));
        var bySchema = new TreeMap<String, TreeSet<String>>();
        for (Relation relation : catalog.relations()) {
            var name = relation.name();
            bySchema.computeIfAbsent(name.schema(), s -> new TreeSet<>()).add(name.name());
        }
        catalog.extensions().forEach(e -> bySchema.computeIfAbsent(e.schema(), s -> new TreeSet<>()));
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

    private static List<String> configured(Catalog catalog) {
        var value = catalog.setting("search_path").map(Setting::value).orElse("\"$user\", public");
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
