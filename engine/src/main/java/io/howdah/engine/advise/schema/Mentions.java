package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Token.Kind;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement's text says of tables: which it names, and which of their columns it compares.
 *
 * <p>Read from the tokens alone. A name counts as a table's where it stands after FROM, JOIN, INTO, UPDATE, USING or in their
 * list, and only one relation of the database has it or it is given with its schema.
 */
public final class Mentions {

    /** Words that are values, or begin one. */
    private static final Set<String> VALUES = Set.of(
            "any",
            "current_date",
            "current_setting",
            "current_timestamp",
            "current_user",
            "localtimestamp",
            "now",
            "null",
            "session_user");

    private static final Set<String> BEFORE_TABLE = Set.of("from", "join", "into", "update", "using", "only");
    private static final Set<String> NO_ALIAS = Set.of(
            ("where set on join inner left right full cross natural order group having limit offset union values select"
                            + " returning for using default as lateral when window fetch except intersect do")
                    .split(" "));

    private final List<Token> tokens;

    /** Relations by the alias, or the name, that columns are qualified with. */
    private final Map<String, Relation> tables = new LinkedHashMap<>();

    private Mentions(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Two columns compared for equality. */
    public record Join(Relation left, String leftColumn, Relation right, String rightColumn) {}

    /** Reads statements of one database. */
    public static final class Reader {

        private final Map<String, List<Relation>> byName;

        public Reader(Catalog catalog) {
            this.byName = catalog.relations().stream()
                    .collect(groupingBy(r -> r.name().name()));
        }

        public Mentions read(String sql) {
            var mentions = new Mentions(Tokens.of(sql));
            mentions.readTables(byName);
            return mentions;
        }
    }

    /** The relations that it names, each once. */
    public List<Relation> tables() {
        var each = new LinkedHashMap<QualifiedName, Relation>();
        tables.values().forEach(r -> each.putIfAbsent(r.name(), r));
        return List.copyOf(each.values());
    }

    public boolean names(Relation table) {
        return tables.values().stream().anyMatch(r -> r.name().equals(table.name()));
    }

    /** Whether it begins with this word, WITH lists aside. */
    public boolean does(String verb) {
        return tokens.stream()
                .filter(t -> t.is("select") || t.is("insert") || t.is("update") || t.is("delete") || t.is("merge"))
                .findFirst()
                .filter(t -> t.is(verb))
                .isPresent();
    }

    /** Whether it compares the column of the table with a value by this operator. */
    public boolean compares(Relation table, String column, Set<String> operators) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (isColumn(i, table, column) && isOneOf(i + 1, operators) && isValue(i + 2)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it names the column of the table anywhere. */
    public boolean names(Relation table, String column) {
        for (int i = 0; i < tokens.size(); i++) {
            if (isColumn(i, table, column)) {
                return true;
            }
        }
        return false;
    }

    /** The joins of columns that are written with their tables. */
    public List<Join> joins() {
        var joins = new ArrayList<Join>();
        for (int i = 2; i + 4 < tokens.size(); i++) {
            if (tokens.get(i + 1).isSymbol("=")) {
                var left = qualified(i - 2);
                var right = qualified(i + 2);
                if (left.isPresent() && right.isPresent()) {
                    joins.add(new Join(
                            left.get(),
                            tokens.get(i).name(),
                            right.get(),
                            tokens.get(i + 4).name()));
                }
            }
        }
        return joins;
    }

    /** The text that it was read from. */
    List<Token> tokens() {
        return tokens;
    }

    /** The table of the column that is named at this place, qualified or the only one of its name. */
    Optional<Relation> owner(int at) {
        return tables().stream()
                .filter(r -> isColumn(at, r, tokens.get(at).name()))
                .filter(r -> r.column(tokens.get(at).name()).isPresent())
                .findFirst();
    }

    /** The table of {@code alias.column} at this place. */
    Optional<Relation> qualified(int at) {
        boolean written = tokens.get(at).isName()
                && tokens.get(at + 1).isSymbol(".")
                && tokens.get(at + 2).isName();
        return written
                ? Optional.ofNullable(tables.get(tokens.get(at).name()))
                        .filter(r -> r.column(tokens.get(at + 2).name()).isPresent())
                : Optional.empty();
    }

    private boolean isColumn(int at, Relation table, String column) {
        if (!tokens.get(at).isName() || !tokens.get(at).name().equals(column)) {
            return false;
        }
        if (at >= 2 && tokens.get(at - 1).isSymbol(".")) {
            var owner = tables.get(tokens.get(at - 2).name());
            return owner != null && owner.name().equals(table.name());
        }
        var owners = tables().stream().filter(r -> r.column(column).isPresent()).toList();
        return owners.size() == 1 && owners.getFirst().name().equals(table.name());
    }

    private boolean isOneOf(int at, Set<String> operators) {
        var token = tokens.get(at);
        return operators.stream().anyMatch(o -> token.isSymbol(o) || token.is(o));
    }

    private boolean isValue(int at) {
        var token = tokens.get(at);
        return isGiven(at)
                || token.isSymbol("(")
                || (token.isSymbol("-") && isGiven(at + 1))
                || (token.kind() == Kind.WORD && (VALUES.contains(token.name()) || isGiven(at + 1)));
    }

    /** Whether a parameter or a constant stands here; before it may be the name of its type. */
    private boolean isGiven(int at) {
        return at < tokens.size()
                && (tokens.get(at).kind() == Kind.PARAMETER || tokens.get(at).isConstant());
    }

    private void readTables(Map<String, List<Relation>> byName) {
        boolean list = false;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            boolean introduces = token.kind() == Kind.WORD && BEFORE_TABLE.contains(token.name());
            if (introduces || (list && token.isSymbol(","))) {
                list = table(i + 1, byName) || list;
            } else if (token.is("where") || token.is("select") || token.isSymbol(";")) {
                list = false;
            }
        }
    }

    private boolean table(int at, Map<String, List<Relation>> byName) {
        if (at < tokens.size() && tokens.get(at).isSymbol("(")) {
            return table(at + 1, byName);
        }
        if (at >= tokens.size() || !tokens.get(at).isName()) {
            return false;
        }
        boolean withSchema = at + 2 < tokens.size() && tokens.get(at + 1).isSymbol(".");
        int last = withSchema ? at + 2 : at;
        var found = byName.getOrDefault(tokens.get(last).name(), List.of()).stream()
                .filter(r ->
                        !withSchema || r.name().schema().equals(tokens.get(at).name()))
                .toList();
        if (found.size() == 1) {
            tables.put(alias(last), found.getFirst());
        }
        return found.size() == 1;
    }

    private String alias(int name) {
        int at = name + 1;
        if (at < tokens.size() && tokens.get(at).is("as")) {
            at++;
        }
        boolean given = at < tokens.size()
                && tokens.get(at).isName()
                && !(tokens.get(at).kind() == Kind.WORD
                        && NO_ALIAS.contains(tokens.get(at).name()));
        return given ? tokens.get(at).name() : tokens.get(name).name();
    }
}
