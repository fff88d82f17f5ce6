package io.howdah.engine.apply.batch;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The trigger that keeps texts and codes in agreement. Of the two the one that a statement has changed wins; where it has changed both,
 * they have to agree. A row that is inserted with a code has its text from the code, even where the text's default was put there first.
 *
 * <p>It calls nothing and reads nothing but the row: when a trigger is fired, the server asks for no right on its function or on the
 * schema of that (the manual, CREATE TRIGGER: EXECUTE is asked for when the trigger is made), so roles that may write the table
 * can go on without any grant.
 *
 * @param function that the trigger calls, in the table's schema
 */
record CodeTrigger(QualifiedName table, QualifiedName function, String name, List<Coding> columns) {

    private static final Pattern WORD = Pattern.compile("<(\\w+)>");

    private static final String AGREEMENT = """
              IF TG_OP = 'INSERT' THEN
                IF NEW.<code> IS NOT NULL AND (NEW.<text> IS NULL<default>) THEN
                  NEW.<text> := <textOf>;
                ELSIF NEW.<code> IS NULL THEN
                  NEW.<code> := <codeOf>;
                END IF;
              ELSIF <new> IS DISTINCT FROM <old> THEN
                IF NEW.<code> IS NOT DISTINCT FROM OLD.<code> THEN
                  NEW.<code> := <codeOf>;
                END IF;
              ELSIF NEW.<code> IS DISTINCT FROM OLD.<code> THEN
                NEW.<text> := <textOf>;
              ELSIF NEW.<code> IS NULL THEN
                NEW.<code> := <codeOf>;
              END IF;
              IF TG_OP = 'INSERT' OR NEW.<code> IS DISTINCT FROM OLD.<code> OR <new> IS DISTINCT FROM <old> THEN
                known := <codeOf>;
                IF NEW.<text> IS NOT NULL AND known IS NULL THEN
                  <noCode>
                ELSIF NEW.<code> IS NOT NULL AND <textOf> IS NULL THEN
                  <noText>
                ELSIF NEW.<code> IS DISTINCT FROM known THEN
                  <disagree>
                END IF;
              END IF;
            """;

    CodeTrigger {
        columns = List.copyOf(columns);
    }

    List<String> create() {
        var body = columns.stream().map(CodeTrigger::agreement).collect(Collectors.joining());
        var text = "\nDECLARE\n  known pg_catalog.int2;\nBEGIN\n" + body + "  RETURN NEW;\nEND;\n";
        return List.of(
                "CREATE FUNCTION " + function.quoted() + "() RETURNS trigger LANGUAGE plpgsql"
                        + " SET search_path = pg_catalog AS " + dollars(text),
                "COMMENT ON FUNCTION " + function.quoted() + "() IS "
                        + Name.literal("Keeps texts and codes of table " + table + " in agreement; made by Howdah"),
                "CREATE TRIGGER " + Name.quoted(name) + " BEFORE INSERT OR UPDATE ON " + table.quoted()
                        + " FOR EACH ROW EXECUTE FUNCTION " + function.quoted() + "()");
    }

    String dropTrigger() {
        return "DROP TRIGGER IF EXISTS " + Name.quoted(name) + " ON " + table.quoted();
    }

    String dropFunction() {
        return "DROP FUNCTION IF EXISTS " + function.quoted() + "()";
    }

    private static String agreement(Coding column) {
        var words = Map.of(
                "text", column.column(),
                "code", column.code(),
                "new", column.exactly("NEW."),
                "old", column.exactly("OLD."),
                "codeOf", column.codeOf("NEW."),
                "textOf", column.textOf("NEW."),
                "default", onlyDefault(column),
                "noCode", refusal(column, "'Value ' || " + text(column) + literal(" has no code")),
                "noText", refusal(column, "'Code ' || " + code(column) + literal(" stands for no value")),
                "disagree",
                        refusal(
                                column,
                                "'Value ' || " + text(column) + literal(" and code ") + " || " + code(column)
                                        + literal(" do not agree")));
        return WORD.matcher(AGREEMENT).replaceAll(word -> Matcher.quoteReplacement(words.get(word.group(1))));
    }

    /** The text of an inserted row is only a default, which whoever wrote the code did not write. */
    private static String onlyDefault(Coding column) {
        return column.defaultValue() == null
                ? ""
                : " OR (" + column.exactly("NEW.") + " = " + Name.literal(column.defaultValue()) + " AND NEW."
                        + column.code() + " IS DISTINCT FROM " + column.codeOf("NEW.") + ")";
    }

    private static String name(Coding column) {
        return column.encoding().column();
    }

    private static String text(Coding column) {
        return "quote_nullable(CAST(NEW." + column.column() + " AS text))" + literal(" of column " + name(column));
    }

    private static String code(Coding column) {
        return "coalesce(CAST(NEW." + column.code() + " AS text), 'NULL')"
                + literal(" of column " + column.encoding().code());
    }

    private static String literal(String text) {
        return " || " + Name.literal(text);
    }

    /** As a CHECK refuses a value. */
    private static String refusal(Coding column, String message) {
        return "RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = " + message
                + ", SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = " + Name.literal(name(column)) + ";";
    }

    /** The text between dollars that it does not contain. */
    static String dollars(String text) {
        var tag = "$howdah$";
        for (int i = 1; text.contains(tag); i++) {
            tag = "$howdah" + i + "$";
        }
        return tag + text + tag;
    }
}
