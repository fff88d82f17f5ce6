package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a function again so that it holds the rows by which it decides, and refuses what it does not foresee. Its text stays as it is but
 * for what is put in: FOR NO KEY UPDATE behind each reading, and checks. Only where each reading is a plain SELECT of one row's columns.
 */
final class GuardedFunction {

    /** Not FOR UPDATE, on which the checks of foreign keys that lead to the row would wait. */
    static final String HOLD = " FOR NO KEY UPDATE";

    private static final String REFUSED = " USING ERRCODE = 'invalid_parameter_value';\nEND IF;";

    /** Words of a reading whose rows cannot be held, or are not sure to be the same ones afterwards. */
    private static final Set<String> UNSURE =
            Set.of("group", "having", "union", "join", "for", "distinct", "order", "limit", "offset", "fetch");

    /** Functions of which the sign is that of what they are given, and NULL of NULL. */
    private static final Set<String> ROUNDING = Set.of("round", "ceil", "ceiling", "floor", "trunc");

    private static final Set<String> BEFORE_A_STATEMENT = Set.of("declare", "begin", "then", "else", "loop");

    private final Function function;
    private final List<Token> body;
    private final Catalog catalog;
    private final Map<Integer, String> insertions = new TreeMap<>();
    private final List<String> added = new ArrayList<>();

    private GuardedFunction(Function function, Catalog catalog) {
        this.function = function;
        this.body = Tokens.of(function.body());
        this.catalog = catalog;
    }

    /**
     * The function with what was put in.
     *
     * @param added what it does now that it did not, for people to read
     */
    record Guarded(String sql, List<String> added) {}

    /** The function written again; empty where that is not sure to be the same function with guards. */
    static Optional<Guarded> of(Function function, List<FunctionBody.Unguarded> found, Catalog catalog) {
        return new GuardedFunction(function, catalog).guarded(found);
    }

    private Optional<Guarded> guarded(List<FunctionBody.Unguarded> found) {
        var definition = function.createSql();
        int at = definition == null ? -1 : definition.lastIndexOf(function.body());
        var begin = begin();
        if (definition == null || at < 0 || begin.isEmpty() || !found.stream().allMatch(this::canBeHeld)) {
            return Optional.empty();
        }
        found.forEach(this::hold);
        var checks = checks(found);
        if (!checks.isEmpty()) {
            insertions.put(begin.get().end(), "\n" + String.join("\n", checks));
        }
        var sql = definition.substring(0, at)
                + inserted()
                + definition.substring(at + function.body().length());
        return Optional.of(new Guarded(sql.strip(), List.copyOf(added)));
    }

    /** The BEGIN of the outermost block, where nothing but its declarations stands before it. */
    private Optional<Token> begin() {
        boolean plain = !body.isEmpty()
                && (body.getFirst().is("declare") || body.getFirst().is("begin"));
        return plain ? body.stream().filter(t -> t.is("begin")).findFirst() : Optional.empty();
    }

    /** {@code SELECT column, … INTO variable, … FROM table WHERE …;} */
    private boolean canBeHeld(FunctionBody.Unguarded found) {
        var reading = found.reading();
        int from = index(reading, "from");
        int where = index(reading, "where");
        boolean namesOnly = from > 0
                && reading.subList(1, from).stream()
                        .allMatch(t -> t.isName() || t.isSymbol(",") || t.isSymbol(".") || t.isSymbol("*"));
        boolean oneTable =
                where > from && reading.subList(from + 1, where).stream().allMatch(t -> t.isName() || t.isSymbol("."));
        return namesOnly
                && !found.released()
                && oneTable
                && reading.stream().noneMatch(t -> UNSURE.contains(t.name()) && t.kind() == Token.Kind.WORD)
                && isTable(found.table())
                && end(found).isPresent();
    }

    private boolean isTable(String name) {
        var found = catalog.relations().stream()
                .filter(r -> r.name().name().equals(name))
                .toList();
        return !found.isEmpty()
                && found.stream()
                        .allMatch(r -> r.kind() == Relation.Kind.TABLE || r.kind() == Relation.Kind.PARTITIONED_TABLE);
    }

    /** The semicolon behind the reading. */
    private Optional<Token> end(FunctionBody.Unguarded found) {
        int last = body.indexOf(found.reading().getLast());
        return last + 1 < body.size() && body.get(last + 1).isSymbol(";")
                ? Optional.of(body.get(last + 1))
                : Optional.empty();
    }

    private void hold(FunctionBody.Unguarded found) {
        insertions.put(found.reading().getLast().end(), HOLD);
        added.add("holds the row of " + found.table() + " from the reading on");
        if (found.keyUnchecked()) {
            insertions.put(
                    end(found).orElseThrow().end(),
                    "\nIF NOT FOUND THEN\n  RAISE EXCEPTION "
                            + message("no such row in " + found.table())
                            + " USING ERRCODE = 'no_data_found';\nEND IF;");
            added.add("refuses a key that " + found.table() + " does not have");
        }
    }

    /** What is asked before anything is done. */
    private List<String> checks(List<FunctionBody.Unguarded> found) {
        var checks = new ArrayList<String>();
        var text = FunctionBody.of(function.body());
        for (var number : amounts(found)) {
            if (!text.isCompared(number)) {
                var name = Name.quoted(number);
                checks.add("IF " + name + " IS NULL OR " + name + " < " + zero(number) + " THEN\n  RAISE EXCEPTION "
                        + message(number + " must not be negative") + REFUSED);
                added.add("refuses NULL and less than zero for " + number);
            }
        }
        var parameters =
                new LinkedHashSet<>(FunctionParameters.of(function.arguments()).keySet());
        parameters.removeAll(FunctionParameters.optional(function.arguments()));
        for (var foreseen : ForeseenWords.in(body, parameters)) {
            var name = Name.quoted(foreseen.parameter());
            var words = foreseen.words().stream().map(Name::literal).collect(Collectors.joining(", "));
            checks.add("IF " + name + " IS NULL OR " + name + " NOT IN (" + words + ") THEN\n  RAISE EXCEPTION "
                    + message(foreseen.parameter() + " must be one of " + String.join(", ", foreseen.words()))
                    + REFUSED);
            added.add("refuses all but " + words + " for " + foreseen.parameter());
        }
        return checks;
    }

    private String zero(String number) {
        return "money".equals(FunctionParameters.of(function.arguments()).get(number)) ? "0::money" : "0";
    }

    /**
     * Parameters of which what is taken off is made, by way of a variable that is set in one place; not those that the function sets itself
     * or asks for NULL.
     */
    private Set<String> amounts(List<FunctionBody.Unguarded> found) {
        var amounts = new LinkedHashSet<String>();
        for (var unguarded : found) {
            for (var name : names(unguarded.taken())) {
                amounts.add(name);
                amounts.addAll(madeOf(name));
            }
        }
        amounts.retainAll(FunctionParameters.numbers(function.arguments()));
        var text = FunctionBody.of(function.body());
        amounts.removeIf(a -> text.asksForNull(a) || isSet(a));
        return amounts;
    }

    /**
     * Names of a product, rounded or not; none where anything else is done, which may turn its sign or foresee NULL, nor of a sum of several,
     * of which one may rightly be negative.
     */
    private static List<String> names(List<Token> expression) {
        for (int i = 0; i < expression.size(); i++) {
            if (!isOfSum(expression, i)) {
                return List.of();
            }
        }
        var names = expression.stream()
                .filter(Token::isName)
                .map(Token::name)
                .filter(n -> !ROUNDING.contains(n))
                .distinct()
                .toList();
        boolean summed = names.size() > 1 && expression.stream().anyMatch(t -> t.isSymbol("+"));
        return summed ? List.of() : names;
    }

    private static boolean isOfSum(List<Token> expression, int at) {
        var token = expression.get(at);
        if (token.isName()) {
            boolean called =
                    at + 1 < expression.size() && expression.get(at + 1).isSymbol("(");
            boolean alone = at == 0 || !expression.get(at - 1).isName();
            return alone && (!called || ROUNDING.contains(token.name()));
        }
        if (token.isSymbol(",")) {
            return at + 1 < expression.size() && expression.get(at + 1).kind() == Token.Kind.NUMBER;
        }
        return token.kind() == Token.Kind.NUMBER
                || Stream.of("+", "*", "(", ")", "::").anyMatch(token::isSymbol);
    }

    /** {@code name := …}, {@code name = …;}, {@code INTO …, name}. */
    private boolean isSet(String name) {
        for (int i = 1; i + 1 < body.size(); i++) {
            if (body.get(i).isName() && body.get(i).name().equals(name)) {
                boolean assigned = body.get(i + 1).isSymbol(":")
                        || (startsStatement(i) && body.get(i + 1).isSymbol("="));
                if (assigned || BodyTokens.isInto(body, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean startsStatement(int at) {
        return body.get(at - 1).isSymbol(";")
                || BEFORE_A_STATEMENT.contains(body.get(at - 1).name());
    }

    /** Names in {@code variable type := expression;} or {@code variable := expression;}. */
    private List<String> madeOf(String variable) {
        var values = new ArrayList<List<Token>>();
        for (int i = 1; i < body.size(); i++) {
            if (startsStatement(i) && body.get(i).isName() && body.get(i).name().equals(variable)) {
                int to = i;
                while (to < body.size() && !body.get(to).isSymbol(";")) {
                    to++;
                }
                int value = i;
                while (value < to && !body.get(value).isSymbol("=")) {
                    value++;
                }
                if (value < to) {
                    values.add(body.subList(value + 1, to));
                }
            }
        }
        return values.size() == 1 ? names(values.getFirst()) : List.of();
    }

    /** A percent sign stands for a value in the message of RAISE. */
    private static String message(String text) {
        return Name.literal(text.replace("%", "%%"));
    }

    private String inserted() {
        var text = new StringBuilder();
        int copied = 0;
        for (var insertion : insertions.entrySet()) {
            text.append(function.body(), copied, insertion.getKey()).append(insertion.getValue());
            copied = insertion.getKey();
        }
        return text.append(function.body().substring(copied)).toString();
    }

    private static int index(List<Token> tokens, String word) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return i;
            }
        }
        return -1;
    }
}
