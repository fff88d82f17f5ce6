package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The text of a procedural function, statement by statement, as far as its tokens tell. */
final class FunctionBody {

    private final String text;
    private final List<List<Token>> statements;

    private FunctionBody(String text) {
        this.text = text;
        this.statements = BodyStatements.of(Tokens.of(text));
    }

    static FunctionBody of(String text) {
        return new FunctionBody(text);
    }

    /**
     * A value that is read and later changed.
     *
     * @param reading the reading statement's tokens
     * @param taken what is taken off the value; empty where it is written from the variable
     * @param keyUnchecked whether nothing asks if the row was there
     * @param written whether the change writes what was read, or what is made of it
     * @param released whether a transaction ends between the two, and with it whatever the reading holds
     * @param read the reading statement
     * @param change the changing statement
     * @param guarded the changing statement with the condition that keeps it right; empty where none can be written down
     * @param omissions what else is not checked, for people to read
     */
    record Unguarded(
            String table,
            String column,
            List<Token> reading,
            List<Token> taken,
            boolean keyUnchecked,
            boolean written,
            boolean released,
            String read,
            String change,
            String guarded,
            List<String> omissions) {}

    /**
     * A change that can run behind a reading in the same pass.
     *
     * @param read what is known of it by then
     * @param reading number of the reading statement
     * @param at number of the changing one
     */
    private record Later(RowReading read, RowChange change, int reading, int at) {}

    /** Values of one row that are read into a variable without a lock and changed afterwards without a condition on them. */
    List<Unguarded> unguarded() {
        return IntStream.range(0, statements.size())
                .mapToObj(i -> changes(i)
                        .filter(c -> c.change().isUnguarded(c.read()) && decides(c) && !isHeld(c))
                        .findFirst())
                .flatMap(Optional::stream)
                .map(c -> unguarded(c.read(), c.change(), lastEnd(c.at()) > c.reading()))
                .toList();
    }

    /** The first statement that takes something off a value that was read before, locked or not, and by which something was decided. */
    Optional<String> spent() {
        return IntStream.range(0, statements.size())
                .boxed()
                .flatMap(this::changes)
                .filter(c -> c.change().isSpent(c.read()) && decides(c))
                .map(c -> text(c.change().tokens()))
                .findFirst();
    }

    /** Those behind a statement, in their order; none where it reads no row. */
    private Stream<Later> changes(int reading) {
        var first = RowReading.of(statements.get(reading));
        if (first.isEmpty()) {
            return Stream.empty();
        }
        var changes = new ArrayList<Later>();
        var read = first.get();
        for (int later : Ahead.of(statements, reading)) {
            read = read.behind(statements.get(later), isNested(reading, later));
            for (var change : RowChange.of(statements.get(later))) {
                changes.add(new Later(read, change, reading, later));
            }
        }
        return changes.stream();
    }

    /** Whether a column that was read is set to a constant: a state, by which a second call is told from the first. */
    boolean setsStates() {
        return statements.stream()
                .flatMap(s -> RowReading.of(s).stream())
                .anyMatch(read -> statements.stream()
                        .flatMap(s -> RowChange.of(s).stream())
                        .anyMatch(c -> c.table().equals(read.table()) && read.isRead(c.column()) && c.isConstant()));
    }

    /** Whether a statement stands in an IF, CASE or loop that begins behind another one. */
    private boolean isNested(int at, int later) {
        int depth = 0;
        for (int i = at + 1; i < later; i++) {
            depth = Math.max(0, depth + Ahead.change(statements.get(i).getFirst()));
        }
        return depth > 0;
    }

    /** Whether anything depends on what was read: the value written, the condition, or a statement between the two. */
    private boolean decides(Later later) {
        var read = later.read();
        var change = later.change();
        return change.isWritten(read)
                || read.isNamed(change.condition(), change.column())
                || statements.subList(later.reading() + 1, later.at()).stream()
                        .anyMatch(s -> read.isNamed(s, change.column()));
    }

    /** Whether the reading, one that repeats it, or a statement before it lets no other call come this far, and no transaction ended since. */
    private boolean isHeld(Later changing) {
        var read = changing.read();
        int reading = changing.reading();
        int since = lastEnd(changing.at());
        boolean before = since < reading
                && statements.subList(since + 1, reading).stream()
                        .anyMatch(s -> Holding.holds(s, read.table()) || read.isOfRowChangedBy(s));
        boolean again = statements.subList(Math.max(since, reading) + 1, changing.at()).stream()
                .flatMap(s -> RowReading.of(s).stream())
                .anyMatch(later -> later.locks()
                        && later.table().equals(read.table())
                        && later.isRead(changing.change().column()));
        return before || again || (since < reading && read.locks());
    }

    /** The last statement before this one that ends a transaction; -1 where there is none. */
    private int lastEnd(int before) {
        int last = before - 1;
        while (last >= 0
                && !statements.get(last).getFirst().is("commit")
                && !statements.get(last).getFirst().is("rollback")) {
            last--;
        }
        return last;
    }

    private Unguarded unguarded(RowReading read, RowChange change, boolean released) {
        var omissions = new ArrayList<String>();
        boolean keyUnchecked = Stream.of("found", "strict", "row_count").noneMatch(this::says)
                && read.holders().noneMatch(this::asksForNull);
        if (keyUnchecked) {
            omissions.add("nothing asks whether the row was there (FOUND, STRICT or IS NULL): an unknown key passes");
        }
        change.amount(read)
                .filter(a -> !isCompared(a))
                .ifPresent(a -> omissions.add(
                        "nothing asks whether " + a + " is above zero: a negative one turns the change round"));
        if (says("elsif") && !says("else")) {
            omissions.add("IF … ELSIF without ELSE: a word that nobody foresaw passes without a word");
        }
        return new Unguarded(
                read.table(),
                change.column(),
                read.tokens(),
                change.taken(read),
                keyUnchecked,
                change.isWritten(read),
                released,
                text(read.tokens()),
                text(change.tokens()),
                guarded(change, read),
                omissions);
    }

    /** The change where it is still right, written out. */
    private String guarded(RowChange change, RowReading read) {
        var tokens = change.tokens();
        if (change.isWritten(read) && !read.isKept(change.column())) {
            return "";
        }
        var guard = guard(change, read);
        int where = BodyTokens.index(tokens, "where");
        int end = BodyTokens.indexOrEnd(tokens, "returning");
        var rest = end == tokens.size() ? "" : " " + text(tokens.subList(end, tokens.size()));
        if (where < 0 || where + 1 >= end) {
            return text(tokens.subList(0, end)) + " WHERE " + guard + rest;
        }
        var condition = text(tokens.subList(where + 1, end));
        boolean either = tokens.subList(where, end).stream().anyMatch(t -> t.is("or"));
        return text(tokens.subList(0, where + 1)) + " " + (either ? "(" + condition + ")" : condition) + " AND " + guard
                + rest;
    }

    private String guard(RowChange change, RowReading read) {
        if (change.isWritten(read)) {
            return change.column() + " = " + read.reference(change.column()).orElseThrow();
        }
        if (BodyTokens.holds(change.value(), "case")) {
            return "(" + text(change.value()) + ") >= 0";
        }
        var taken = change.taken(read);
        boolean several = BodyTokens.index(taken, "+") >= 0 || BodyTokens.index(taken, "-") >= 0;
        return several ? change.column() + " - " + text(taken) + " >= 0" : change.column() + " >= " + text(taken);
    }

    /** Comments left out. */
    private String text(List<Token> tokens) {
        var joined = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            boolean apart = i > 0 && tokens.get(i - 1).end() < tokens.get(i).start();
            joined.append(apart ? " " : "")
                    .append(text, tokens.get(i).start(), tokens.get(i).end());
        }
        return joined.toString();
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
