package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the conditions of partial indexes anew for columns whose texts become codes or labels of an enum. */
final class Recoding {

    private static final Set<String> TYPES = Set.of("text", "character", "varying", "bpchar");
    private static final Set<String> WORDS = Set.of("any", "array", "and", "or", "not", "is", "null");

    private final Map<String, ClosedSet> sets;
    private final Map<String, String> enums;

    /** @param enums the qualified enum types by column; empty for codes */
    Recoding(Map<String, ClosedSet> sets, Map<String, String> enums) {
        this.sets = sets;
        this.enums = enums;
    }

    /** Whether the index has to be dropped before the columns change. */
    boolean concerns(IndexDefinition index) {
        var predicate = index.predicate();
        return (predicate != null && names(predicate))
                || index.keys().stream().anyMatch(k -> k.column() == null && names(k.expression()));
    }

    /** The index as it is made again; empty where it says more of the columns than this understands. */
    Optional<IndexDefinition> of(IndexDefinition index) {
        boolean expressions = index.keys().stream().anyMatch(k -> k.column() == null && names(k.expression()));
        var predicate = index.predicate();
        return expressions || predicate == null
                ? Optional.empty()
                : condition(predicate).map(index::where);
    }

    private boolean names(String sql) {
        return Tokens.of(sql).stream().anyMatch(t -> t.isName() && sets.containsKey(t.name()));
    }

    private Optional<String> condition(String sql) {
        var text = new ArrayList<String>();
        var tokens = Tokens.of(sql);
        @Nullable String column = null;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.isSymbol("::")) {
                i = afterType(tokens, i + 1) - 1;
            } else if (token.kind() == Token.Kind.STRING) {
                var value = column == null ? Optional.<String>empty() : value(column, token.text());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                text.add(value.get());
            } else if (token.isName() && sets.containsKey(token.name())) {
                column = token.name();
                text.add(Name.quoted(column));
            } else if (token.isName() && !WORDS.contains(token.name())) {
                return Optional.empty();
            } else {
                text.add(token.text());
            }
        }
        return Optional.of(String.join(" ", text));
    }

    private static int afterType(List<Token> tokens, int from) {
        int at = from;
        while (at < tokens.size() && TYPES.contains(tokens.get(at).name())) {
            at++;
        }
        boolean array = at + 1 < tokens.size()
                && tokens.get(at).isSymbol("[")
                && tokens.get(at + 1).isSymbol("]");
        return array ? at + 2 : at;
    }

    private Optional<String> value(String column, String text) {
        var set = sets.get(column);
        boolean array = text.startsWith("{");
        var values = array ? ArrayText.elements(text) : List.of(text);
        if (set == null || !set.values().containsAll(values)) {
            return Optional.empty();
        }
        var type = enums.get(column);
        if (type != null) {
            return Optional.of(Name.literal(text) + "::" + type + (array ? "[]" : ""));
        }
        var codes = values.stream().map(v -> String.valueOf(set.code(v))).collect(Collectors.joining(","));
        return Optional.of(array ? "'{" + codes + "}'::smallint[]" : codes);
    }
}
