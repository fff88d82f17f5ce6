package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text of a procedural function, statement by statement, as far as its tokens tell. */
final class FunctionBody {

    private final String text;
    private final List<List<Token>> statements = new ArrayList<>();

    private FunctionBody(String text) {
        this.text = text;
        var current = new ArrayList<Token>();
        for (var token : Tokens.of(text)) {
            if (token.isSymbol(";") || token.is("then") || token.is("begin") || token.is("else") || token.is("loop")) {
                end(current);
            } else {
                current.add(token);
            }
        }
        end(current);
    }

    static FunctionBody of(String text) {
        return new FunctionBody(text);
    }

    private void end(List<Token> current) {
        if (!current.isEmpty()) {
            statements.add(List.copyOf(current));
            current.clear();
        }
    }

    /**
     * A value that is read and later changed.
     *
     * @param variable into which it is read
     * @param reading the reading statement's tokens
     * @param taken what is taken off the value; empty where it is written from the variable
     * @param keyUnchecked whether nothing asks if the row was there
     * @param read the reading statement
     * @param change the changing statement
     * @param guarded the changing statement with the condition that keeps it right
     * @param omissions what else is not checked, for people to read
     */
    record Unguarded(
            String table,
            String column,
            String variable,
            List<Token> reading,
            List<Token> taken,
            boolean keyUnchecked,
            String read,
            String change,
            String guarded,
            List<String> omissions) {}

    /** Values of one row that are read into a variable without a lock and changed afterwards without a condition on them. */
    List<Unguarded> unguarded() {
        var found = new ArrayList<Unguarded>();
        for (int i = 0; i < statements.size(); i++) {
            var read = Reading.of(statements.get(i));
            if (read.isEmpty() || read.get().locks() || isHeld(read.get().table(), i)) {
                continue;
            }
            for (int j = i + 1; j < statements.size(); j++) {
                var change = Changing.of(statements.get(j));
                if (change.isPresent() && change.get().isUnguarded(read.get())) {
                    found.add(unguarded(read.get(), change.get()));
                    break;
                }
            }
        }
        return List.copyOf(found);
    }

    /** Whether an earlier statement lets no other call come this far. */
    private boolean isHeld(String table, int before) {
        return statements.subList(0, before).stream().anyMatch(s -> Holding.holds(s, table));
    }

    private Unguarded unguarded(Reading read, Changing change) {
        var omissions = new ArrayList<String>();
        boolean keyUnchecked = Stream.of("found", "strict", "row_count").noneMatch(this::says)
                && read.variables().stream().noneMatch(this::asksForNull);
        if (keyUnchecked) {
            omissions.add("nothing asks whether the row was there (FOUND, STRICT or IS NULL): an unknown key passes");
        }
        change.amount()
                .filter(a -> !isCompared(a))
                .ifPresent(a -> omissions.add(
                        "nothing asks whether " + a + " is above zero: a negative one turns the change round"));
        if (says("elsif") && !says("else")) {
            omissions.add("IF … ELSIF without ELSE: a word that nobody foresaw passes without a word");
        }
        return new Unguarded(
                read.table(),
                read.column(),
                read.variable(),
                read.tokens(),
                change.taken(),
                keyUnchecked,
                text(read.tokens()),
                text(change.tokens()),
                text(change.tokens()) + guard(change),
                omissions);
    }

    private String guard(Changing change) {
        return change.taken().isEmpty() ? "" : " AND " + change.column() + " >= " + text(change.taken());
    }

    private String text(List<Token> tokens) {
        return text.substring(tokens.getFirst().start(), tokens.getLast().end()).replaceAll("\\s+", " ");
    }

    private boolean says(String word) {
        return Tokens.of(text).stream().anyMatch(t -> t.is(word));
    }

    /** {@code variable IS …}, {@code coalesce(variable, …)}. */
    boolean asksForNull(String variable) {
        return follows(variable, "is")
                || Pattern.compile("(?i)\\bcoalesce\\s*\\(\\s*\"?" + Pattern.quote(variable) + "\\b")
                        .matcher(text)
                        .find();
    }

    private boolean follows(String variable, String word) {
        var tokens = Tokens.of(text);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isName()
                    && tokens.get(i).name().equals(variable)
                    && tokens.get(i + 1).is(word)) {
                return true;
            }
        }
        return false;
    }

    /** {@code amount <= 0}, {@code amount < 1}, {@code amount > 0}. */
    boolean isCompared(String variable) {
        var tokens = Tokens.of(text);
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).isName()
                    && tokens.get(i).name().equals(variable)
                    && List.of("<=", "<", ">", ">=").contains(tokens.get(i + 1).text())
                    && List.of("0", "1").contains(tokens.get(i + 2).text())) {
                return true;
            }
        }
        return false;
    }

    /** {@code SELECT column INTO variable FROM table WHERE …}. */
    private record Reading(String table, String column, List<String> variables, boolean locks, List<Token> tokens) {

        static Optional<Reading> of(List<Token> tokens) {
            if (!tokens.getFirst().is("select")) {
                return Optional.empty();
            }
            int into = index(tokens, "into");
            int from = index(tokens, "from");
            if (into < 0 || from < 0 || from + 1 >= tokens.size() || into + 1 >= tokens.size()) {
                return Optional.empty();
            }
            var column = tokens.get(into == 1 ? 3 : into - 1);
            int first = tokens.get(into + 1).is("strict") ? into + 2 : into + 1;
            boolean locks = index(tokens, "for") > from;
            return Optional.of(
                    new Reading(tableName(tokens, from + 1), column.name(), variables(tokens, first), locks, tokens));
        }

        private static List<String> variables(List<Token> tokens, int first) {
            var variables = new ArrayList<>(List.of(tokens.get(first).name()));
            for (int i = first + 1; i + 1 < tokens.size() && tokens.get(i).isSymbol(","); i += 2) {
                variables.add(tokens.get(i + 1).name());
            }
            return variables;
        }

        /** The first one. */
        String variable() {
            return variables.getFirst();
        }
    }

    /** {@code UPDATE table SET column = value, … WHERE …}. */
    private record Changing(String table, String column, List<Token> value, List<Token> condition, List<Token> tokens) {

        static Optional<Changing> of(List<Token> tokens) {
            int set = index(tokens, "set");
            if (!tokens.getFirst().is("update") || set < 0 || set + 3 >= tokens.size()) {
                return Optional.empty();
            }
            int where = index(tokens, "where");
            int end = where < 0 ? tokens.size() : where;
            return Optional.of(new Changing(
                    tableName(tokens, 1),
                    tokens.get(set + 1).name(),
                    expression(tokens.subList(Math.min(set + 3, end), end)),
                    where < 0 ? List.of() : tokens.subList(where + 1, tokens.size()),
                    tokens));
        }

        /** The value goes down or is written from the variable, and nothing asks again whether it still is what was read. */
        boolean isUnguarded(Reading read) {
            boolean same = table.equals(read.table()) && column.equals(read.column());
            boolean reduces = value.stream().anyMatch(t -> t.isSymbol("-"));
            boolean fromVariable = names(value, read.variable());
            return same && (reduces || fromVariable) && !names(condition, column);
        }

        /** What stands behind the minus. */
        List<Token> taken() {
            for (int i = 0; i + 1 < value.size(); i++) {
                if (value.get(i).isSymbol("-")) {
                    return expression(value.subList(i + 1, value.size()));
                }
            }
            return List.of();
        }

        /** The first name of what is taken away. */
        Optional<String> amount() {
            return taken().stream().filter(Token::isName).map(Token::name).findFirst();
        }
    }

    /** Until a comma, FROM or RETURNING outside of brackets, or a bracket that was opened before. */
    private static List<Token> expression(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            boolean ends = token.isSymbol(",") || token.isSymbol(")") || token.is("from") || token.is("returning");
            if (depth == 0 && ends) {
                return tokens.subList(0, i);
            }
            depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
            depth -= token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
        }
        return tokens;
    }

    private static boolean names(List<Token> tokens, String name) {
        return tokens.stream().anyMatch(t -> t.isName() && t.name().equals(name));
    }

    private static int index(List<Token> tokens, String word) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return i;
            }
        }
        return -1;
    }

    /** Without its schema. */
    private static String tableName(List<Token> tokens, int at) {
        boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).isSymbol(".");
        return tokens.get(qualified ? at + 2 : at).name();
    }
}
