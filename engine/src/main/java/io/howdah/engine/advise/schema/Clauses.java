package io.howdah.engine.advise.schema;

import io.howdah.engine.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The clauses of a single SELECT, by keywords outside of parentheses. */
final class Clauses {

    private static final Set<String> BEGINNINGS = Set.of(
            "select", "from", "where", "group", "having", "order", "limit", "offset", "union", "window", "fetch",
            "with");

    private final List<Token> tokens;

    Clauses(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean has(String keyword) {
        return find(0, Set.of(keyword)) >= 0;
    }

    /** What stands behind a keyword, up to the next clause; empty where the clause is not there. */
    List<Token> behind(String keyword) {
        int start = find(0, Set.of(keyword));
        if (start < 0) {
            return List.of();
        }
        int from = start + (start + 1 < tokens.size() && tokens.get(start + 1).is("by") ? 2 : 1);
        int end = find(from, BEGINNINGS);
        return withoutEnd(tokens.subList(from, end < 0 ? tokens.size() : end));
    }

    private static List<Token> withoutEnd(List<Token> clause) {
        boolean ended = !clause.isEmpty() && clause.getLast().isSymbol(";");
        return ended ? clause.subList(0, clause.size() - 1) : clause;
    }

    /** The first of the keywords that stands in no parentheses. */
    private int find(int start, Set<String> words) {
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

    /** What stands between commas outside of parentheses. */
    static List<List<Token>> items(List<Token> tokens) {
        var items = new ArrayList<List<Token>>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || (depth == 0 && tokens.get(i).isSymbol(","))) {
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
    static Optional<String> column(List<Token> item) {
        boolean plain = item.size() == 1 && item.getFirst().isName();
        boolean qualified =
                item.size() == 3 && item.get(1).isSymbol(".") && item.get(2).isName();
        return plain || qualified ? Optional.of(item.getLast().name()) : Optional.empty();
    }

    /** The item without the name that it is given, by AS or without. */
    static List<Token> withoutName(List<Token> item) {
        int size = item.size();
        if (size > 2 && item.get(size - 2).is("as")) {
            return item.subList(0, size - 2);
        }
        return isNamedWithoutAs(item) ? item.subList(0, size - 1) : item;
    }

    /** Whether a name stands behind what can only be the end of an expression. */
    private static boolean isNamedWithoutAs(List<Token> item) {
        if (item.size() < 2 || !item.getLast().isName() || item.getLast().is("end")) {
            return false;
        }
        var before = item.subList(0, item.size() - 1);
        return before.getLast().isSymbol(")")
                || before.getLast().is("end")
                || (column(before).isPresent() && !before.getFirst().is("not"));
    }

    /** The words of it, for comparison. */
    static List<String> words(List<Token> tokens) {
        return tokens.stream().map(t -> t.isName() ? t.name() : t.text()).toList();
    }
}
