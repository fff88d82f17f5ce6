package io.howdah.engine.sql;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a statement makes an operator class or family and can do no harm, though a superuser runs it.
 *
 * <p>The server believes a superuser that a function suits the place that it is given: C code that is given a number for a text
 * reads wherever the number points to. So functions must be declared for the very types that the place is for, which leaves
 * B-trees and hashes; and nothing in the text may end the statement.
 */
public final class OperatorClassSql {

    private static final String NAME = "(?:[a-z_][a-z0-9_$]*|\"[^\"']+\")";
    private static final String QUALIFIED = "(?:" + NAME + "\\.)?" + NAME;
    private static final String TYPE = "(?:" + NAME + "\\." + NAME + "|[a-z][a-z0-9 ]*|\"char\")(?:\\[\\])?";
    private static final String OPERATOR =
            "OPERATOR [0-9]+ (?:" + NAME + "\\.)?[-+*<>=~!@#%^&|`?]+ ?\\(" + TYPE + ", ?" + TYPE + "\\)";
    private static final String FUNCTION =
            "FUNCTION ([0-9]+) \\((" + TYPE + ")(?:, ?(" + TYPE + "))?\\) " + QUALIFIED + " ?\\(([^()']*)\\)";
    private static final String MEMBERS = "(?:" + OPERATOR + "|" + FUNCTION + ")";

    private static final Pattern CREATE_CLASS = Pattern.compile(
            "CREATE OPERATOR CLASS " + QUALIFIED + "(?: DEFAULT)? FOR TYPE " + TYPE + " USING (btree|hash)(?: FAMILY "
                    + QUALIFIED + ")? AS (" + MEMBERS + "(?: ?, ?" + MEMBERS + ")*)");

    private static final Pattern ADD_TO_FAMILY = Pattern.compile("ALTER OPERATOR FAMILY " + QUALIFIED
            + " USING (btree|hash) ADD (" + MEMBERS + "(?: ?, ?" + MEMBERS + ")*)");

    private static final Pattern CREATE_FAMILY =
            Pattern.compile("CREATE OPERATOR FAMILY " + QUALIFIED + " USING " + NAME);

    private static final Pattern ONE_FUNCTION = Pattern.compile(FUNCTION);

    /** Support functions by method and number, with their arguments where 1 and 2 are the types of the place (nbtree.h, hash.h). */
    private static final Map<String, String> ARGUMENTS = Map.of(
            "btree 1", "1,2",
            "btree 3", "1,1,2,boolean,boolean",
            "btree 4", "oid",
            "hash 1", "1",
            "hash 2", "1,bigint");

    /** What would be a comment or a string; a word of it would be read otherwise than here. */
    private static final Set<String> NEVER = Set.of(";", "--", "/*", "\\", "$");

    /** A class of a dozen operators takes some hundred characters. */
    private static final int LONGEST = 10_000;

    private OperatorClassSql() {}

    public static boolean isSafe(String sql) {
        if (sql.length() > LONGEST) {
            return false;
        }
        var line = sql.strip().replaceAll(";$", "").strip().replaceAll("\\s+", " ");
        if (NEVER.stream().anyMatch(line::contains)) {
            return false;
        }
        return CREATE_FAMILY.matcher(line).matches()
                || isSafe(CREATE_CLASS.matcher(line))
                || isSafe(ADD_TO_FAMILY.matcher(line));
    }

    private static boolean isSafe(Matcher matcher) {
        if (!matcher.matches()) {
            return false;
        }
        var functions = ONE_FUNCTION.matcher(matcher.group(2));
        while (functions.find()) {
            if (!suits(matcher.group(1), functions)) {
                return false;
            }
        }
        return true;
    }

    private static boolean suits(String method, Matcher function) {
        var wanted = ARGUMENTS.get(method + " " + function.group(1));
        if (wanted == null) {
            return false;
        }
        var left = function.group(2);
        var right = function.group(3) == null ? left : function.group(3);
        var given = function.group(4).replaceAll(" ?, ?", ",").strip();
        var expected = new StringBuilder();
        for (var argument : wanted.split(",")) {
            expected.append(expected.isEmpty() ? "" : ",")
                    .append(argument.equals("1") ? left : argument.equals("2") ? right : argument);
        }
        return given.equals(expected.toString());
    }
}
