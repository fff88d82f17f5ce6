package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Definition;
import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes functions as SQL: with their bodies where the planner may look into them, else as stand-ins.
 *
 * <p>Of a function the planner asks volatility, strictness, cost, rows, parallel safety; it looks into bodies in SQL; and it
 * calls functions of constants (immutable ones to replace them, stable ones to estimate). A stand-in keeps all of it but the
 * call: that raises an error, so that a statement whose plan depends on the value is refused rather than planned with a wrong
 * one.
 *
 * <p>What the planner may call is somebody else's code. Such a function runs as {@link #NOBODY}, which may read no table (they
 * are empty here) and touch no file, unless it is an expression that can do no harm; only those are what the planner puts in
 * place of a call.
 */
final class FunctionWriter {

    /** A role without any right. As a security definer's owner it cannot be left from within. */
    static final String NOBODY = "howdah_twin_nobody";

    private static final Set<String> LANGUAGES = Set.of("sql", "plpgsql", "internal");

    private static final Set<String> HARMLESS_VOLATILES = Set.of(
            "random",
            "clock_timestamp",
            "timeofday",
            "statement_timestamp",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "nextval");

    /** Where {@code pg_get_functiondef} writes it; only a superuser may. */
    private static final Pattern LEAKPROOF = Pattern.compile("(?m)^((?: [A-Z]+)*) LEAKPROOF\\b");

    private final Set<String> missing;
    private final HarmlessBody harmless;
    private final List<Function> functions;

    /**
     * @param missing names of extensions that are not on the twin
     * @param volatiles names of volatile functions that the server has
     */
    FunctionWriter(Catalog catalog, Set<String> missing, Set<String> volatiles) {
        this.missing = missing;
        this.functions = catalog.definitions().functions();
        this.harmless = new HarmlessBody(harmful(catalog, volatiles));
    }

    /** Sets are left to their caller's rights, since the planner puts their bodies into FROM; operators may hide one. */
    private static Set<String> harmful(Catalog catalog, Set<String> volatiles) {
        var harmful = new HashSet<>(volatiles);
        harmful.removeAll(HARMLESS_VOLATILES);
        catalog.definitions().functions().stream()
                .filter(Function::returnsSet)
                .forEach(f -> harmful.add(f.name().name()));
        catalog.definitions().others().stream()
                .filter(d -> d.kind() == Definition.Kind.OPERATOR)
                .forEach(d -> harmful.add(d.name()));
        return harmful;
    }

    List<Ddl> statements() {
        var statements = new ArrayList<Ddl>();
        for (var function : functions) {
            var extension = function.extension();
            if (extension == null || (missing.contains(extension) && !function.supported())) {
                statements.add(Ddl.made(extension, "function " + function.signature(), sql(function)));
            }
        }
        return statements;
    }

    private static boolean isLeft(Function function) {
        return function.createSql() == null || !LANGUAGES.contains(function.language());
    }

    /** The server's own code is given to a stand-in when it is there. */
    private static String sql(Function function) {
        var own = function.createSql();
        if (own == null || isLeft(function) || function.language().equals("internal")) {
            return standIn(function);
        }
        return function.leakproof() ? LEAKPROOF.matcher(own).replaceFirst("$1") : own;
    }

    /** What only the superuser may say of those that were made. */
    FunctionRights rights() {
        var rights = new FunctionRights();
        for (var function : functions) {
            if (function.extension() == null && !isLeft(function)) {
                rights.add(
                        function,
                        isConfined(function),
                        function.language().equals("internal") && harmless.test(function) ? function.body() : null);
            }
        }
        return rights;
    }

    private boolean isConfined(Function function) {
        boolean intoFrom = function.returnsSet() && function.language().equals("sql");
        return !intoFrom && !harmless.test(function);
    }

    private static String standIn(Function function) {
        var message = "the planner needs the value of function " + function.signature() + ", which is in language "
                + function.language() + ", which is not on the twin";
        return "CREATE FUNCTION " + function.name().quoted() + "(" + function.arguments() + ") RETURNS "
                + function.result() + " LANGUAGE plpgsql " + volatility(function)
                + (function.strict() ? " STRICT" : "")
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
