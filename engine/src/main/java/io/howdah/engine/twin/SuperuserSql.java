package io.howdah.engine.twin;

import io.howdah.engine.catalog.Definition;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.TypeDefinition;
import io.howdah.engine.sql.OperatorClassSql;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which statements of a catalog the superuser may run for it, since nobody else can: they are recognised whole, so that
 * there is no room for another statement, and in none of them is anything computed. What is not recognised is run by the twin's
 * owner, and refused where that takes a superuser.
 */
final class SuperuserSql {

    private static final String NAME = "(?:[a-z_][a-z0-9_$]*|\"[^\"]++(?:\"\"[^\"]*+)*+\")";
    private static final String TEXT = "'[^'\\\\]*+(?:''[^'\\\\]*+)*+'";
    private static final String CONTEXT = "(?: AS IMPLICIT| AS ASSIGNMENT)?";

    /** As {@code format_type} writes them. */
    private static final String TYPE = "((?:" + NAME + "\\." + NAME + "|[a-z][a-z0-9 ]*|\"char\")(?:\\[\\])?)";

    private static final Pattern COLLATION = Pattern.compile(
            "CREATE COLLATION IF NOT EXISTS " + NAME + "\\." + NAME + " \\(PROVIDER = (?:icu|libc|builtin), "
                    + "(?:LOCALE = " + TEXT + "|LC_COLLATE = " + TEXT + ", LC_CTYPE = " + TEXT
                    + ")(?:, DETERMINISTIC = false)?(?:, RULES = " + TEXT + ")?\\)");

    private static final Pattern CAST_BY_TEXT =
            Pattern.compile("CREATE CAST \\(" + TYPE + " AS " + TYPE + "\\) WITH INOUT" + CONTEXT);

    private static final Pattern CAST_OF_THE_SAME =
            Pattern.compile("CREATE CAST \\(" + TYPE + " AS " + TYPE + "\\) WITHOUT FUNCTION" + CONTEXT);

    /** What stands in for a type that is missing is text inside. */
    private static final Set<String> TEXTS = Set.of("text", "character varying");

    private static final Pattern BASE_TYPE = Pattern.compile(
            "ALIGNMENT = (double|int4), STORAGE = (external|main|extended|plain), CATEGORY = '([A-Za-z])',"
                    + " COLLATABLE = (true|false)\\)$");

    private SuperuserSql() {}

    static boolean isCollation(String sql) {
        return COLLATION.matcher(sql).matches();
    }

    /** A base type is made anew from what its text says of it. */
    static Ddl type(Ddl ddl, TypeDefinition type) {
        var said = BASE_TYPE.matcher(ddl.sql());
        return type.kind().equals("b") && said.find() ? ddl.bySuperuser(baseType(type, said)) : ddl;
    }

    private static String baseType(TypeDefinition type, Matcher said) {
        var schema = Name.quoted(type.name().schema()) + ".";
        var name = type.name().quoted();
        var input = schema + Name.quoted(type.name().name() + " of text");
        var output = schema + Name.quoted(type.name().name() + " to text");
        var nature = " LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS ";
        return "CREATE TYPE " + name + "; CREATE FUNCTION " + input + "(cstring) RETURNS " + name + nature + "'textin'"
                + "; CREATE FUNCTION " + output + "(" + name + ") RETURNS cstring" + nature + "'textout'"
                + "; CREATE TYPE " + name + " (INPUT = " + input + ", OUTPUT = " + output
                + ", INTERNALLENGTH = VARIABLE, ALIGNMENT = " + said.group(1) + ", STORAGE = " + said.group(2)
                + ", CATEGORY = '" + said.group(3) + "', COLLATABLE = " + said.group(4) + "); ALTER TYPE " + name
                + " OWNER TO " + TwinServer.OWNER;
    }

    /** @param standIns names of base types that are made by {@link #type}, quoted */
    static Ddl definition(Ddl ddl, Definition.Kind kind, Set<String> standIns) {
        var sql = ddl.sql();
        return switch (kind) {
            case CAST -> CAST_BY_TEXT.matcher(sql).matches() || isOfTexts(sql, standIns) ? ddl.bySuperuser(sql) : ddl;
            case OPERATOR_CLASS -> OperatorClassSql.isSafe(sql) ? ddl.bySuperuser(sql) : ddl;
            case COLLATION,
                    TEXT_SEARCH_DICTIONARY,
                    TEXT_SEARCH_CONFIGURATION,
                    AGGREGATE,
                    OPERATOR,
                    RULE,
                    TRIGGER,
                    POLICY -> ddl;
        };
    }

    private static boolean isOfTexts(String sql, Set<String> standIns) {
        var cast = CAST_OF_THE_SAME.matcher(sql);
        return cast.matches() && isText(cast.group(1), standIns) && isText(cast.group(2), standIns);
    }

    private static boolean isText(String type, Set<String> standIns) {
        return TEXTS.contains(type) || standIns.contains(type);
    }
}
