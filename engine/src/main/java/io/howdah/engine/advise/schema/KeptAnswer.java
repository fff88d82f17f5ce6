package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The SQL of a materialized view that keeps the rows of a statement.
 *
 * @param unique whether its rows are known by a unique index, so that it can be refreshed while it is read
 * @param sql empty where the statement's constants were not seen
 */
record KeptAnswer(boolean unique, List<String> sql) {

    private static final Set<String> AFTER_LIST =
            Set.of("having", "order", "limit", "offset", "union", "window", "fetch");

    static KeptAnswer of(Catalog catalog, Statement statement, List<Relation> tables) {
        var text = statement.samples().isEmpty()
                ? statement.text()
                : statement.samples().getFirst().text();
        var tokens = Tokens.of(text);
        if (tokens.stream().anyMatch(t -> t.kind() == Token.Kind.PARAMETER)) {
            return new KeptAnswer(false, List.of());
        }
        var name = free(catalog, tables.getFirst().name());
        var keys = keys(tokens);
        var sql = new ArrayList<String>();
        sql.add("CREATE MATERIALIZED VIEW " + name.quoted() + " AS "
                + text.strip().replaceAll(";$", ""));
        if (!keys.isEmpty()) {
            sql.add("CREATE UNIQUE INDEX ON " + name.quoted() + " ("
                    + keys.stream().map(Name::quoted).collect(joining(", ")) + ")");
        }
        sql.add("REFRESH MATERIALIZED VIEW " + (keys.isEmpty() ? "" : "CONCURRENTLY ") + name.quoted());
        return new KeptAnswer(!keys.isEmpty(), List.copyOf(sql));
    }

    private static QualifiedName free(Catalog catalog, QualifiedName table) {
        var taken = catalog.relations().stream().map(Relation::name).collect(toSet());
        var base = table.name().length() > 50 ? table.name().substring(0, 50) : table.name();
        return Stream.iterate(1, i -> i + 1)
                .map(i -> new QualifiedName(table.schema(), base + "_summary" + (i == 1 ? "" : "_" + i)))
                .filter(n -> !taken.contains(n))
                .findFirst()
                .orElseThrow();
    }

    /** The columns under which what is grouped by is given; empty where one is not given, or is no plain column. */
    private static List<String> keys(List<Token> tokens) {
        int group = find(tokens, 0, Set.of("group"));
        int select = find(tokens, 0, Set.of("select"));
        int from = find(tokens, 0, Set.of("from"));
        if (group < 0 || select < 0 || from < select || group + 1 >= tokens.size()) {
            return List.of();
        }
        int end = find(tokens, group, AFTER_LIST);
        var given = items(tokens.subList(select + 1, from));
        var keys = new ArrayList<String>();
        for (var item : items(tokens.subList(group + 2, end < 0 ? tokens.size() : end))) {
            var column = column(item);
            var name = given.stream()
                    .filter(g -> column.isPresent() && column(withoutName(g)).equals(column))
                    .findFirst()
                    .map(g -> g.getLast().name());
            if (name.isEmpty()) {
                return List.of();
            }
            keys.add(name.get());
        }
        return keys;
    }

    /** The first of the keywords that stands in no parentheses. */
    private static int find(List<Token> tokens, int start, Set<String> words) {
        int depth = 0;
        for (int i = start; i < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
            if (depth == 0
                    && tokens.get(i).kind() == Token.Kind.WORD
                    && words.contains(tokens.get(i).name())) {
                return i;
            }
        }
        return -1;
    }

    private static List<List<Token>> items(List<Token> tokens) {
        var items = new ArrayList<List<Token>>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            boolean last = i == tokens.size() || tokens.get(i).isSymbol(";");
            if (last || (depth == 0 && tokens.get(i).isSymbol(","))) {
                if (i > start) {
                    items.add(tokens.subList(start, i));
                }
                start = i + 1;
            } else {
                depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
            }
        }
        return items;
    }

    /** The column's name, of a plain or qualified column. */
    private static Optional<String> column(List<Token> item) {
        boolean plain = item.size() == 1 && item.getFirst().isName();
        boolean qualified =
                item.size() == 3 && item.get(1).isSymbol(".") && item.get(2).isName();
        return plain || qualified ? Optional.of(item.getLast().name()) : Optional.empty();
    }

    private static List<Token> withoutName(List<Token> item) {
        int size = item.size();
        return size > 2 && item.get(size - 2).is("as") ? item.subList(0, size - 2) : item;
    }
}
