package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parameters with names that a function takes single values by, in their order, each with its type; not such as are NULL unless they
 * are given, which have a meaning without a value.
 */
final class FunctionParameters {

    private static final Set<String> MODES = Set.of("in", "inout");

    private static final Set<String> NOT_GIVEN_SINGLY = Set.of("out", "table", "variadic");

    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision", "money");

    private FunctionParameters() {}

    /** @param arguments as {@code pg_get_function_arguments} writes them */
    static Map<String, String> of(String arguments) {
        var parameters = new LinkedHashMap<String, String>();
        for (var part : parts(Tokens.of(arguments))) {
            int name = MODES.contains(part.getFirst().name()) ? 1 : 0;
            if (!NOT_GIVEN_SINGLY.contains(part.getFirst().name())
                    && part.size() > name + 1
                    && part.get(name).isName()
                    && !isNullByDefault(part)) {
                parameters.put(part.get(name).name(), type(part.subList(name + 1, part.size())));
            }
        }
        return parameters;
    }

    /** How many there are, with names or without. */
    static int count(String arguments) {
        return parts(Tokens.of(arguments)).size();
    }

    /** Places of those that are {@code timestamp with time zone}, from 0. */
    static Set<Integer> moments(String arguments) {
        var parts = parts(Tokens.of(arguments));
        return IntStream.range(0, parts.size())
                .filter(i -> BodyTokens.say(parts.get(i), "timestamp", "with", "time", "zone")
                        && parts.get(i).stream().noneMatch(t -> t.isSymbol("[")))
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Names of those that hold numbers. */
    static List<String> numbers(String arguments) {
        return of(arguments).entrySet().stream()
                .filter(p -> NUMBERS.contains(p.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Names of those that need not be given. */
    static Set<String> optional(String arguments) {
        return parts(Tokens.of(arguments)).stream()
                .filter(part -> part.stream().anyMatch(t -> t.is("default")))
                .map(part ->
                        part.get(MODES.contains(part.getFirst().name()) ? 1 : 0).name())
                .collect(Collectors.toSet());
    }

    private static List<List<Token>> parts(List<Token> tokens) {
        var parts = new ArrayList<List<Token>>();
        var part = new ArrayList<Token>();
        int depth = 0;
        for (var token : tokens) {
            depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
            depth -= token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                parts.add(List.copyOf(part));
                part.clear();
            } else {
                part.add(token);
            }
        }
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return parts;
    }

    /** {@code DEFAULT NULL::numeric}. */
    private static boolean isNullByDefault(List<Token> part) {
        for (int i = 0; i + 1 < part.size(); i++) {
            if (part.get(i).is("default") && part.get(i + 1).is("null")) {
                return true;
            }
        }
        return false;
    }

    /** Empty for arrays. */
    private static String type(List<Token> tokens) {
        var type = new StringBuilder();
        for (var token : tokens) {
            if (token.isSymbol("[")) {
                return "";
            }
            if (!token.isName() || token.is("default")) {
                break;
            }
            type.append(type.isEmpty() ? "" : " ").append(token.name());
        }
        return type.toString();
    }
}
