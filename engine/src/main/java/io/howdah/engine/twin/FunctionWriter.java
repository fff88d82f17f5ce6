package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes functions as SQL: with their bodies where the planner may look into them, else as stand-ins.
 *
 * <p>Of a function the planner asks volatility, strictness, cost, rows, parallel safety; it looks into bodies in SQL; and it
 * calls functions of constants (immutable ones to replace them, stable ones to estimate). A stand-in keeps all of it but the
 * call: that raises an error, so that a statement whose plan depends on the value is refused rather than planned with a wrong
 * one. Functions that read tables get a stand-in too: here the tables are empty.
 */
final class FunctionWriter {

    private static final Set<String> LANGUAGES = Set.of("sql", "plpgsql", "internal");

    /** Words that a relation's name follows. */
    private static final Set<String> BEFORE_RELATION =
            Set.of("from", "join", "into", "update", "only", "using", "table");

    private final Set<String> missing;
    private final Set<String> relations;
    private final Set<String> reading = new HashSet<>();
    private final List<Function> functions;

    /** @param missing names of extensions that are not on the twin */
    FunctionWriter(Catalog catalog, Set<String> missing) {
        this.missing = missing;
        this.functions = catalog.definitions().functions();
        this.relations = catalog.relations().stream()
                .map(Relation::name)
                .map(n -> n.name())
                .collect(Collectors.toSet());
        for (int before = -1; before != reading.size(); ) {
            before = reading.size();
            functions.stream()
                    .filter(this::readsTables)
                    .forEach(f -> reading.add(f.name().name()));
        }
    }

    List<Ddl> statements() {
        var statements = new ArrayList<Ddl>();
        for (var function : functions) {
            var extension = function.extension();
            if (extension == null || missing.contains(extension) && !function.supported()) {
                statements.add(Ddl.made(extension, "function " + function.signature(), sql(function)));
            }
        }
        return statements;
    }

    private String sql(Function function) {
        var own = function.createSql();
        if (own == null || !LANGUAGES.contains(function.language())) {
            return standIn(function, "is in language " + function.language() + ", which is not on the twin");
        }
        if (!function.returnsSet() && reading.contains(function.name().name())) {
            return standIn(function, "reads tables, which are empty on the twin");
        }
        return own;
    }

    private boolean readsTables(Function function) {
        if (function.createSql() == null || !LANGUAGES.contains(function.language())) {
            return false;
        }
        var tokens = Tokens.of(function.body().isEmpty() ? function.createSql() : function.body());
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("execute") || isRelation(tokens, i) || isReadingCall(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRelation(List<Token> tokens, int at) {
        if (!tokens.get(at).isName() || !relations.contains(tokens.get(at).name())) {
            return false;
        }
        int before = at > 1 && tokens.get(at - 1).isSymbol(".") ? at - 3 : at - 1;
        return before >= 0 && BEFORE_RELATION.contains(tokens.get(before).name());
    }

    private boolean isReadingCall(List<Token> tokens, int at) {
        return tokens.get(at).isName()
                && reading.contains(tokens.get(at).name())
                && at + 1 < tokens.size()
                && tokens.get(at + 1).isSymbol("(");
    }

    private static String standIn(Function function, String why) {
        var message = "the planner needs the value of function " + function.signature() + ", which " + why;
        return "CREATE FUNCTION " + function.name().quoted() + "(" + function.arguments() + ") RETURNS "
                + function.result() + " LANGUAGE plpgsql " + volatility(function)
                + (function.strict() ? " STRICT" : "")
                + (function.leakproof() ? " LEAKPROOF" : "")
                + " PARALLEL " + parallel(function)
                + " COST " + function.cost()
                + (function.returnsSet() ? " ROWS " + function.rows() : "")
                + " AS " + Name.literal("BEGIN RAISE EXCEPTION USING MESSAGE = " + Name.literal(message) + "; END");
    }

    private static String volatility(Function function) {
        return switch (function.volatility()) {
            case "i" -> "IMMUTABLE";
            case "s" -> "STABLE";
            default -> "VOLATILE";
        };
    }

    private static String parallel(Function function) {
        return switch (function.parallel()) {
            case "s" -> "SAFE";
            case "r" -> "RESTRICTED";
            default -> "UNSAFE";
        };
    }
}
