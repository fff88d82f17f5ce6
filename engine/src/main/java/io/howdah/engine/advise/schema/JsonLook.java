package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A value inside of a jsonb column, by a path that is written out, which a statement compares.
 *
 * @param path as {@code pg_get_indexdef} would write it, such as {@code (doc ->> 'key'::text)}
 * @param keys of the path, in order
 * @param joins whether it is compared with a column
 */
record JsonLook(Relation table, Column column, String path, List<String> keys, boolean joins) {

    private static final Set<String> JSON = Set.of("pg_catalog.jsonb", "pg_catalog.json");
    private static final Set<String> COMPARING = Set.of("=", "<", ">", "<=", ">=");
    private static final List<String> COMPARING_WORDS = List.of("in", "between", "like", "ilike");

    /** All that a statement compares, each place once. */
    static List<JsonLook> of(Mentions mentions) {
        var looks = new ArrayList<JsonLook>();
        var tokens = mentions.tokens();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).isName() && isArrow(tokens.get(i + 1))) {
                look(mentions, i, looks);
            }
        }
        return looks;
    }

    static boolean isJson(Column column) {
        return JSON.contains(column.typeName());
    }

    private static boolean isArrow(Token token) {
        return token.isSymbol("->") || token.isSymbol("->>");
    }

    private static void look(Mentions mentions, int at, List<JsonLook> into) {
        var tokens = mentions.tokens();
        var owner = mentions.owner(at);
        var column = owner.flatMap(r -> r.column(tokens.get(at).name())).filter(JsonLook::isJson);
        if (column.isEmpty()) {
            return;
        }
        var keys = new ArrayList<String>();
        int end = at + 1;
        boolean text = false;
        while (end + 1 < tokens.size()
                && !text
                && isArrow(tokens.get(end))
                && tokens.get(end + 1).kind() == Kind.STRING) {
            text = tokens.get(end).isSymbol("->>");
            keys.add(tokens.get(end + 1).text());
            end += 2;
        }
        boolean qualified = at >= 2 && tokens.get(at - 1).isSymbol(".");
        int other = text ? compared(tokens, qualified ? at - 3 : at - 1, end) : -1;
        if (other >= 0) {
            into.add(new JsonLook(
                    owner.get(), column.get(), path(column.get(), keys), List.copyOf(keys), isColumn(mentions, other)));
        }
    }

    /** Where the other side of the comparison begins or ends; -1 where nothing is compared. */
    private static int compared(List<Token> tokens, int before, int after) {
        int end = after;
        while (end < tokens.size()
                && (tokens.get(end).isSymbol(")") || tokens.get(end).isSymbol("::"))) {
            end += tokens.get(end).isSymbol("::") ? 2 : 1;
        }
        if (end + 1 < tokens.size() && compares(tokens.get(end))) {
            return end + 1;
        }
        int start = before;
        while (start > 0 && tokens.get(start).isSymbol("(")) {
            start--;
        }
        return start > 0 && compares(tokens.get(start)) ? start - 1 : -1;
    }

    private static boolean compares(Token token) {
        return COMPARING.stream().anyMatch(token::isSymbol)
                || COMPARING_WORDS.stream().anyMatch(token::is);
    }

    /** Whether {@code alias.column} begins or ends here. */
    private static boolean isColumn(Mentions mentions, int at) {
        var tokens = mentions.tokens();
        return (at + 2 < tokens.size() && mentions.qualified(at).isPresent())
                || (at >= 2 && mentions.qualified(at - 2).isPresent());
    }

    private static String path(Column column, List<String> keys) {
        var path = new StringBuilder(Name.quoted(column.name()));
        for (int i = 0; i < keys.size(); i++) {
            path.insert(0, '(')
                    .append(i + 1 < keys.size() ? " -> '" : " ->> '")
                    .append(keys.get(i).replace("'", "''"))
                    .append("'::text)");
        }
        return path.toString();
    }
}
