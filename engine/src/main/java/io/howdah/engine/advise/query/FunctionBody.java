package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
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
            var read = RowReading.of(statements.get(i));
            if (read.isEmpty() || read.get().locks() || isHeld(read.get().table(), i)) {
                continue;
            }
            statements.subList(i + 1, statements.size()).stream()
                    .flatMap(later -> RowChange.of(later).stream())
                    .filter(change -> change.isUnguarded(read.get()))
                    .findFirst()
                    .ifPresent(change -> found.add(unguarded(read.get(), change)));
        }
        return List.copyOf(found);
    }

    /** Whether an earlier statement lets no other call come this far. */
    private boolean isHeld(String table, int before) {
        return statements.subList(0, before).stream().anyMatch(s -> Holding.holds(s, table));
    }

    private Unguarded unguarded(RowReading read, RowChange change) {
        var omissions = new ArrayList<String>();
        boolean keyUnchecked = Stream.of("found", "strict", "row_count").noneMatch(this::says)
                && read.variables().values().stream().noneMatch(this::asksForNull);
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
                change.column(),
                read.variable(change.column()).orElseThrow(),
                read.tokens(),
                change.taken(),
                keyUnchecked,
                text(read.tokens()),
                text(change.tokens()),
                guarded(change),
                omissions);
    }

    private String guarded(RowChange change) {
        var tokens = change.tokens();
        if (change.taken().isEmpty()) {
            return text(tokens);
        }
        int where = BodyTokens.index(tokens, "where");
        int returning = BodyTokens.index(tokens, "returning");
        int end = returning < 0 ? tokens.size() : returning;
        var guard = change.column() + " >= " + text(change.taken());
        var rest = returning < 0 ? "" : " " + text(tokens.subList(returning, tokens.size()));
        if (where < 0) {
            return text(tokens.subList(0, end)) + " WHERE " + guard + rest;
        }
        var condition = text(tokens.subList(where + 1, end));
        boolean either = tokens.subList(where, end).stream().anyMatch(t -> t.is("or"));
        return text(tokens.subList(0, where + 1)) + " " + (either ? "(" + condition + ")" : condition) + " AND " + guard
                + rest;
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
            boolean field = i + 3 < tokens.size() && tokens.get(i + 1).isSymbol(".");
            if (tokens.get(i).isName()
                    && tokens.get(i).name().equals(variable)
                    && tokens.get(field ? i + 3 : i + 1).is(word)) {
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
}
