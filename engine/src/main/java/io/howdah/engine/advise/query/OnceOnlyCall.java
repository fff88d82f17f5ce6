package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a function around another one that carries out each request once: the request's id is kept with the answer, in the same
 * transaction as what it did, and who asks again under the same id gets that answer. A second call at the same time waits for the first.
 *
 * @param sql a table of the requests, and the function
 * @param call as the application sends it then
 */
record OnceOnlyCall(List<String> sql, String call) {

    private static final String VOID = "void";

    /** Results that are the same again when they were kept as text. */
    private static final Set<String> KEPT_AS_TEXT = Set.of(
            VOID,
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "money",
            "text",
            "character varying",
            "uuid",
            "json",
            "jsonb",
            "date",
            "timestamp with time zone",
            "timestamp without time zone",
            "interval");

    /** Arguments that are not values handed in one by one. */
    private static final Pattern OTHERWISE = Pattern.compile("(?i)(^|, )(OUT|INOUT|VARIADIC|TABLE) |\\bany\\w*\\b");

    private static final String ID = "request_id";

    /** What a function is called that carries out a function's requests once. */
    static String nameFor(Function function) {
        return Name.limited(function.name().name() + "_once");
    }

    /** Empty for a function without arguments, with such as it gives back, and for answers of a kind that text does not keep. */
    static Optional<OnceOnlyCall> of(Function function) {
        int arguments = FunctionParameters.count(function.arguments());
        boolean plain = arguments > 0
                && !function.returnsSet()
                && KEPT_AS_TEXT.contains(function.result())
                && !OTHERWISE.matcher(function.arguments()).find();
        return plain ? Optional.of(around(function, arguments)) : Optional.empty();
    }

    private static OnceOnlyCall around(Function function, int arguments) {
        var schema = function.name().schema();
        var table = new QualifiedName(schema, Name.limited(function.name().name() + "_requests")).quoted();
        var once = new QualifiedName(schema, nameFor(function)).quoted();
        boolean answers = !function.result().equals(VOID);
        var values =
                IntStream.rangeClosed(2, arguments + 1).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));
        var call = function.name().quoted() + "(" + values + ")";
        var body = List.of(
                "DECLARE",
                "    howdah_asked CONSTANT jsonb := jsonb_build_array(" + values + ");",
                "    howdah_before " + table + "%ROWTYPE;",
                answers ? "    howdah_answer " + function.result() + ";" : "",
                "BEGIN",
                "    INSERT INTO " + table + " AS howdah_requests (request_id, arguments) VALUES ($1, howdah_asked)",
                "        ON CONFLICT DO NOTHING;",
                "    IF NOT FOUND THEN",
                "        SELECT * INTO STRICT howdah_before FROM " + table
                        + " AS howdah_requests WHERE howdah_requests.request_id = $1;",
                "        IF howdah_before.arguments <> howdah_asked THEN",
                "            RAISE EXCEPTION 'request % was made with other arguments', $1"
                        + " USING ERRCODE = 'invalid_parameter_value';",
                "        END IF;",
                answers ? "        howdah_answer := howdah_before.answer;" : "",
                answers ? "        RETURN howdah_answer;" : "        RETURN;",
                "    END IF;",
                answers ? "    howdah_answer := " + call + ";" : "    PERFORM " + call + ";",
                answers
                        ? "    UPDATE " + table
                                + " AS howdah_requests SET answer = howdah_answer::text WHERE howdah_requests.request_id = $1;"
                        : "",
                answers ? "    RETURN howdah_answer;" : "",
                "END");
        var text = body.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        return new OnceOnlyCall(
                List.of(
                        "CREATE TABLE IF NOT EXISTS " + table
                                + " (request_id uuid PRIMARY KEY, arguments jsonb NOT NULL, answer text, asked_at timestamptz NOT NULL DEFAULT now())",
                        "CREATE FUNCTION " + once + "(" + id(function) + " uuid, " + function.arguments() + ") RETURNS "
                                + function.result() + " LANGUAGE plpgsql AS $howdah$\n" + text + "\n$howdah$"),
                "SELECT " + once + "(" + placeholders(arguments + 1) + ")");
    }

    private static String id(Function function) {
        return FunctionParameters.of(function.arguments()).containsKey(ID) ? "howdah_" + ID : ID;
    }

    private static String placeholders(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));
    }
}
