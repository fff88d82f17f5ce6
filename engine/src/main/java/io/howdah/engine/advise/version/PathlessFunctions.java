package io.howdah.engine.advise.version;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Guards.Routine;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Functions of indexes that find something of users by a search_path which they do not set themselves. */
final class PathlessFunctions {

    /** Languages whose bodies are looked up when they run. */
    private static final Set<String> LATE = Set.of("sql", "plpgsql");

    private PathlessFunctions() {}

    /** Each with an index that calls it. */
    static List<String> of(Catalog catalog) {
        var names = names(catalog);
        return catalog.guards().routines().stream()
                .filter(r -> LATE.contains(r.language()) && !setsPath(r) && namesOthers(r, names))
                .flatMap(r -> catalog.indexes().stream()
                        .filter(i -> calls(i, r))
                        .limit(1)
                        .map(i ->
                                r.signature() + ", which the index " + i.name().name() + " calls,"))
                .toList();
    }

    private static Set<String> names(Catalog catalog) {
        return Stream.concat(
                        catalog.relations().stream().map(r -> r.name()),
                        catalog.guards().routines().stream().map(Routine::name))
                .map(QualifiedName::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean setsPath(Routine routine) {
        return routine.settings().stream().anyMatch(s -> s.startsWith("search_path="));
    }

    /** Whether the body has a name of users, other than its own, without a schema before it. */
    private static boolean namesOthers(Routine routine, Set<String> names) {
        return names.stream()
                .filter(name -> !name.equals(routine.name().name()))
                .anyMatch(name -> word(name, "").matcher(routine.body()).find());
    }

    private static boolean calls(Index index, Routine routine) {
        return word(routine.name().name(), "\"?\\(")
                .matcher(index.definitionSql())
                .find();
    }

    private static Pattern word(String name, String then) {
        var before = then.isEmpty() ? "(?<![\\w.\"])\"?" : "(?<!\\w)";
        return Pattern.compile(before + Pattern.quote(name) + (then.isEmpty() ? "(?!\\w)" : then));
    }
}
