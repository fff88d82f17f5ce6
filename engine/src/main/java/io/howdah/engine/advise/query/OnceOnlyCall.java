package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.sql.Tokens;
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

    private static final Set<String> JSON = Set.of("json", "jsonb");

    /** Results that are the same again, in any session, when they were kept as JSON. */
    private static final Set<String> KEPT = Set.of(
            VOID,
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "text",
            "character varying",
            "uuid",
            "json",
            "jsonb",
            "date",
            "timestamp with time zone",
            "timestamp without time zone");

    /** Arguments that are not values handed in one by one, or that JSON writes otherwise in other sessions. */
    private static final Pattern OTHERWISE = Pattern.compile(
            "(?i)(^|, )(OUT|INOUT|VARIADIC|TABLE) |\\bany\\w*\\b|\\b(interval|money|bytea|time with time zone|ts\\w*range|ts\\w*multirange)\\b"
                    + "|timestamp with time zone\\[");

    private static final String ID = "request_id";

    /** The table that it needs. */
    static QualifiedName tableFor(Function function) {
        return new QualifiedName(
                function.name().schema(), Name.limited(function.name().name() + "_requests"));
    }

    /** Empty for a function without arguments, with such as it gives back, and for answers of a kind that JSON does not keep. */
    static Optional<OnceOnlyCall> of(Function function) {
        int arguments = FunctionParameters.count(function.arguments());
        boolean plain = arguments > 0
                && !function.returnsSet()
                && KEPT.contains(function.result())
                && !OTHERWISE.matcher(function.arguments()).find();
        return plain ? Optional.of(around(function, arguments)) : Optional.empty();
    }

    private static OnceOnlyCall around(Function function, int arguments) {
        var schema = function.name().schema();
        var table = tableFor(function).quoted();
        var once = new QualifiedName(schema, Name.limited(function.name().name() + "_once")).quoted();
        boolean answers = !function.result().equals(VOID);
        var values =
                IntStream.rangeClosed(2, arguments + 1).mapToObj(i -> "$" + i).toList();
        var call = function.name().quoted() + "(" + String.join(", ", values) + ")";
        var body = List.of(
                "DECLARE",
                "    howdah_asked CONSTANT jsonb := jsonb_build_array(" + compared(function, values) + ");",
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
                answers ? "        howdah_answer := howdah_before.answer" + asText(function) + ";" : "",
                answers ? "        RETURN howdah_answer;" : "        RETURN;",
                "    END IF;",
                answers ? "    howdah_answer := " + call + ";" : "    PERFORM " + call + ";",
                answers
                        ? "    UPDATE " + table
                                + " AS howdah_requests SET answer = to_jsonb(howdah_answer) WHERE howdah_requests.request_id = $1;"
                        : "",
                answers ? "    RETURN howdah_answer;" : "",
                "END");
        var text = body.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        return new OnceOnlyCall(
                List.of(
                        "CREATE TABLE " + table
                                + " (request_id uuid PRIMARY KEY, arguments jsonb NOT NULL, answer jsonb, asked_at timestamptz NOT NULL DEFAULT now())",
                        "CREATE FUNCTION " + once + "(" + id(function) + " uuid, " + function.arguments() + ") RETURNS "
                                + function.result() + " LANGUAGE plpgsql AS $howdah$\n" + text + "\n$howdah$"),
                "SELECT " + once + "(" + placeholders(arguments + 1) + ")");
    }

    /** Moments are compared in one zone, since JSON writes them in that of the session. */
    private static String compared(Function function, List<String> values) {
        var moments = FunctionParameters.moments(function.arguments());
        return IntStream.range(0, values.size())
                .mapToObj(i -> moments.contains(i) ? "(" + values.get(i) + " AT TIME ZONE 'UTC')" : values.get(i))
                .collect(Collectors.joining(", "));
    }

    private static String asText(Function function) {
        return JSON.contains(function.result()) ? "" : " #>> '{}'";
    }

    private static String id(Function function) {
        return BodyTokens.names(Tokens.of(function.arguments()), ID) ? "howdah_" + ID : ID;
    }

    private static String placeholders(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));
    }
}
