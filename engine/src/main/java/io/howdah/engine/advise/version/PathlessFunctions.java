package io.howdah.engine.advise.version;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Guards.Routine;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Functions of indexes that find something of users by a search_path which they do not set themselves. */
final class PathlessFunctions {

    /** Languages whose bodies are looked up when they run. */
    private static final Set<String> LATE = Set.of("sql", "plpgsql");

    private PathlessFunctions() {}

    /** Each with an index that calls it. */
    static List<String> of(Catalog catalog) {
        var callers = callers(catalog);
        var names = names(catalog);
        return catalog.guards().routines().stream()
                .filter(r -> callers.containsKey(r.name().name()))
                .filter(r -> LATE.contains(r.language()) && !setsPath(r) && namesOthers(r, names))
                .map(r -> r.signature() + ", which the index "
                        + Objects.requireNonNull(callers.get(r.name().name()))
                                .name()
                                .name() + " calls,")
                .toList();
    }

    /** The first index that calls a function, by the function's name; only expressions and predicates call any. */
    private static Map<String, Index> callers(Catalog catalog) {
        var callers = new HashMap<String, Index>();
        catalog.indexes().stream()
                .filter(i -> i.definition().predicate() != null
                        || i.definition().keys().stream().anyMatch(k -> k.column() == null))
                .forEach(i -> called(i).forEach(name -> callers.putIfAbsent(name, i)));
        return callers;
    }

    /** Names right before a parenthesis, as the server writes calls. */
    private static Stream<String> called(Index index) {
        var tokens = Tokens.of(index.definitionSql());
        return IntStream.range(1, tokens.size())
                .filter(i -> tokens.get(i).isSymbol("(")
                        && tokens.get(i - 1).isName()
                        && tokens.get(i - 1).end() == tokens.get(i).start())
                .mapToObj(i -> tokens.get(i - 1).name());
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
        var tokens = Tokens.of(routine.body());
        return IntStream.range(0, tokens.size())
                .filter(i -> i == 0 || !tokens.get(i - 1).isSymbol("."))
                .mapToObj(tokens::get)
                .filter(Token::isName)
                .map(Token::name)
                .anyMatch(name ->
                        names.contains(name) && !name.equals(routine.name().name()));
    }
}
