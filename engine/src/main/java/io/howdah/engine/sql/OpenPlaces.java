package io.howdah.engine.sql;

import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The constants of a statement in whose place a parameter means the same. Not the places of columns in ORDER BY and GROUP BY, the
 * lengths of types, the rows of LIMIT and OFFSET, what stands after ESCAPE and names within documents.
 */
final class OpenPlaces {

    private static final Set<String> TYPES = Set.of("date", "time", "timestamp", "timetz", "timestamptz", "interval");
    private static final Set<String> FIELDS = Set.of("year", "month", "day", "hour", "minute", "second");
    private static final Set<String> ROWS = Set.of("limit", "offset", "first", "next", "escape");
    private static final Set<String> INTO_DOCUMENT = Set.of("->", "->>", "#>", "#>>");

    /** Words that no list of columns reaches beyond. */
    private static final Set<String> CLAUSES = Set.of(
            "select", "from", "where", "having", "limit", "offset", "fetch", "set", "values", "on", "and", "or", "in");

    private static final Set<String> BEFORE_VALUES =
            Set.of("by", "when", "then", "else", "between", "like", "not", "returning", "distinct", "all");

    private final List<Token> tokens;
    private final List<Place> places = new ArrayList<>();

    private OpenPlaces(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * A constant.
     *
     * @param start offset in the text of what the parameter replaces
     * @param cast what stands behind the parameter, where the constant had its type before it
     * @param identity the same for constants that are one to the server, so that an expression grouped by stays the one given
     * @param group the same for the values of one list
     */
    record Place(int start, int end, String value, String cast, String identity, int group) {}

    static List<Place> in(String sql) {
        var found = new OpenPlaces(Tokens.of(sql));
        for (int i = 0; i < found.tokens.size(); i++) {
            if (found.isConstant(i) && !found.stays(i)) {
                found.add(i);
            }
        }
        return List.copyOf(found.places);
    }

    private boolean isConstant(int at) {
        var kind = tokens.get(at).kind();
        return kind == Kind.STRING || kind == Kind.NUMBER;
    }

    private void add(int at) {
        int type = typeBefore(at);
        var token = tokens.get(at);
        var sign = isSigned(at) ? word(at - 1) : "";
        places.add(new Place(
                tokens.get(sign.isEmpty() ? type : at - 1).start(),
                token.end(),
                sign + token.text(),
                type == at ? "" : "::" + words(type, at),
                token.kind() + " " + word(at - 2) + " " + word(at - 1) + " " + token.text(),
                isNextOfList(at) ? places.getLast().group() : places.size()));
    }

    private boolean isNextOfList(int at) {
        int comma = isSigned(at) ? at - 2 : at - 1;
        return !places.isEmpty()
                && comma > 0
                && word(comma).equals(",")
                && places.getLast().end() == tokens.get(comma - 1).end();
    }

    private String words(int from, int to) {
        return tokens.subList(from, to).stream().map(Token::text).collect(Collectors.joining(" "));
    }

    /** Where the type before a constant begins, {@code timestamp with time zone '…'}; the constant itself where there is none. */
    private int typeBefore(int at) {
        int type = word(at - 1).equals("zone") && word(at - 2).equals("time") ? at - 4 : at - 1;
        boolean isType = type >= 0
                && tokens.get(at).kind() == Kind.STRING
                && TYPES.contains(word(type))
                && !word(type - 1).equals("::")
                && !word(type - 1).equals(".");
        return isType ? type : at;
    }

    /** Whether the number is negative, and nothing subtracted: the server knows no minus of what it does not know. */
    private boolean isSigned(int at) {
        if (tokens.get(at).kind() != Kind.NUMBER
                || !(word(at - 1).equals("-") || word(at - 1).equals("+"))) {
            return false;
        }
        if (at < 2) {
            return true;
        }
        var before = tokens.get(at - 2);
        return switch (before.kind()) {
            case WORD -> CLAUSES.contains(word(at - 2)) || BEFORE_VALUES.contains(word(at - 2));
            case OPERATOR -> true;
            case PUNCTUATION -> !before.isSymbol(")") && !before.isSymbol("]");
            case QUOTED, STRING, NUMBER, PARAMETER -> false;
        };
    }

    private boolean stays(int at) {
        return ROWS.contains(word(at - 1))
                || INTO_DOCUMENT.contains(word(at - 1))
                || FIELDS.contains(word(at + 1))
                || (tokens.get(at).kind() == Kind.NUMBER && (isLength(at) || isColumnsPlace(at)));
    }

    /** {@code ::numeric(10, 2)}, {@code AS varchar(20)}. */
    private boolean isLength(int at) {
        int i = at - 1;
        while (word(i).equals(",") || (i >= 0 && tokens.get(i).kind() == Kind.NUMBER)) {
            i--;
        }
        if (!word(i).equals("(")) {
            return false;
        }
        i--;
        while (i >= 0 && tokens.get(i).isName() && !word(i).equals("as")) {
            i--;
        }
        return word(i).equals("::") || word(i).equals("as");
    }

    private boolean isColumnsPlace(int at) {
        int depth = 0;
        if (!word(at - 1).equals("by") && !word(at - 1).equals(",")) {
            return false;
        }
        for (int i = at - 1; i > 0 && depth >= 0; i--) {
            if (depth == 0 && word(i).equals("by")) {
                return word(i - 1).equals("order") || word(i - 1).equals("group");
            }
            if (depth == 0 && CLAUSES.contains(word(i))) {
                return false;
            }
            depth += word(i).equals(")") ? 1 : word(i).equals("(") ? -1 : 0;
        }
        return false;
    }

    /** In small letters; empty beyond the ends. */
    private String word(int at) {
        return at < 0 || at >= tokens.size() ? "" : tokens.get(at).text().toLowerCase(Locale.ROOT);
    }
}
