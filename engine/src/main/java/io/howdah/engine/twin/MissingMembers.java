package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Definition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of extensions that are not on the twin, by which a server's message is explained.
 *
 * @param functions names of functions and aggregates, without schema, with their extension
 * @param operators signs of operators with their extension
 */
record MissingMembers(Map<String, String> functions, Map<String, String> operators) {

    static final MissingMembers NONE = new MissingMembers(Map.of(), Map.of());

    private static final Pattern FUNCTION =
            Pattern.compile("function (?:.*\\.)?\"?([^.(\"]+)\"?\\(.*\\) does not exist");
    private static final Pattern OPERATOR = Pattern.compile("operator does not exist: .* (?:\\S*\\.)?([^\\s.]+) .*");

    static MissingMembers of(Catalog catalog, Set<String> extensions) {
        var functions = new HashMap<String, String>();
        var operators = new HashMap<String, String>();
        for (var function : catalog.definitions().functions()) {
            var extension = function.extension();
            if (extension != null && extensions.contains(extension)) {
                functions.put(function.name().name(), extension);
            }
        }
        for (var definition : catalog.definitions().others()) {
            var extension = definition.extension();
            if (extension == null || !extensions.contains(extension)) {
                continue;
            }
            if (definition.kind() == Definition.Kind.OPERATOR) {
                operators.put(definition.name(), extension);
            } else if (definition.kind() == Definition.Kind.AGGREGATE) {
                functions.put(definition.name().replaceAll("\\(.*|.*\\.|\"", ""), extension);
            }
        }
        return new MissingMembers(Map.copyOf(functions), Map.copyOf(operators));
    }

    String explain(String message) {
        var function = FUNCTION.matcher(message);
        if (function.matches()) {
            return because(message, functions.get(function.group(1)));
        }
        var operator = OPERATOR.matcher(message);
        return operator.matches() ? because(message, operators.get(operator.group(1))) : message;
    }

    private static String because(String message, @Nullable String extension) {
        return extension == null ? message : message + " on the twin, which does not have the extension " + extension;
    }
}
