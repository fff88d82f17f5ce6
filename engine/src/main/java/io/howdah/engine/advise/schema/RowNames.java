package io.howdah.engine.advise.schema;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Token.Kind;
import io.howdah.engine.sql.Tokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What the body of a trigger function names of the rows that it is given, by its tokens. */
final class RowNames {

    private static final Set<String> EVENTS = Set.of("INSERT", "UPDATE", "DELETE");

    /** Which every row has. */
    private static final Set<String> SYSTEM = Set.of("tableoid", "ctid", "xmin", "xmax", "cmin", "cmax");

    /** What tells one table from another, or lives with what is missing. */
    private static final List<String> CAREFUL = List.of(
            "tg_table_name",
            "tg_relname",
            "tg_relid",
            "tg_table_schema",
            "tg_argv",
            "tg_name",
            "undefined_column",
            "others");

    /** What tells from a row as a whole which columns it has, or fills in those alone. */
    private static final List<String> OF_WHOLE_ROWS =
            List.of("to_json", "to_jsonb", "row_to_json", "hstore", "json_populate_record", "jsonb_populate_record");

    private final List<Token> tokens;

    private RowNames(List<Token> tokens) {
        this.tokens = tokens;
    }

    static RowNames of(String body) {
        return new RowNames(Tokens.of(body));
    }

    /** Whether the body asks for which table it runs or what its rows have, catches errors, or has other rows that are named new or old. */
    boolean isCareful() {
        return CAREFUL.stream().anyMatch(this::says)
                || looksIntoRows()
                || IntStream.range(1, tokens.size())
                        .anyMatch(i -> isRow(i, Set.of("new", "old"))
                                && (tokens.get(i - 1).is("from")
                                        || tokens.get(i - 1).is("join")
                                        || tokens.get(i - 1).is("as")));
    }

    private boolean looksIntoRows() {
        return OF_WHOLE_ROWS.stream().anyMatch(this::says)
                && IntStream.range(1, tokens.size() - 1)
                        .anyMatch(i -> isRow(i, Set.of("new", "old"))
                                && !tokens.get(i - 1).is("return")
                                && !isColumn(i + 1));
    }

    /** Whether a dot stands here, and a name after it. */
    private boolean isColumn(int dot) {
        return dot + 1 < tokens.size()
                && tokens.get(dot).isSymbol(".")
                && tokens.get(dot + 1).isName();
    }

    /** Whether it asks for an event that is none of these: its names may be of no concern to them. */
    boolean asksForOther(List<String> events) {
        return says("tg_op")
                && tokens.stream()
                        .filter(t -> t.kind() == Kind.STRING)
                        .map(t -> t.text().toUpperCase(Locale.ROOT))
                        .anyMatch(t -> EVENTS.contains(t) && !events.contains(t));
    }

    /** Columns of the rows that these events bring, each once. */
    Set<String> columns(List<String> events) {
        var rows = new LinkedHashSet<String>();
        if (events.contains("INSERT") || events.contains("UPDATE")) {
            rows.add("new");
        }
        if (events.contains("DELETE") || events.contains("UPDATE")) {
            rows.add("old");
        }
        var columns = new LinkedHashSet<String>();
        boolean returning = false;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            // from 18 on, RETURNING has rows of its own that are named so
            returning = tokens.get(i).is("returning")
                    || (returning && !tokens.get(i).isSymbol(";"));
            boolean names = isRow(i, rows)
                    && isColumn(i + 1)
                    && !(i > 0 && tokens.get(i - 1).isSymbol("."));
            if (names && !returning && !SYSTEM.contains(tokens.get(i + 2).name())) {
                columns.add(tokens.get(i + 2).name());
            }
        }
        return columns;
    }

    /** Whether there is anything that may keep it from the rest of it. */
    boolean isConditional() {
        return says("if") || says("case") || says("loop");
    }

    private boolean isRow(int at, Set<String> rows) {
        return tokens.get(at).isName() && rows.contains(tokens.get(at).name());
    }

    private boolean says(String word) {
        return tokens.stream().anyMatch(t -> t.is(word));
    }
}
