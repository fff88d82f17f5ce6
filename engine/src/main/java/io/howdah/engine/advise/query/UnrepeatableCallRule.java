package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Function;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Optional;

/**
 * Sees functions that take something off a value they have read, and cannot tell a call that is repeated from a new one. When the
 * connection is lost before the answer, the caller cannot know whether it was done: asking again may spend twice.
 */
public final class UnrepeatableCallRule implements Rule {

    @Override
    public String slug() {
        return "unrepeatable-call";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var functions = scene.catalog().definitions().functions();
        return functions.stream()
                .filter(f -> f.extension() == null && f.language().equals("plpgsql"))
                .filter(f -> !isTold(f, scene.catalog()) && functions.stream().noneMatch(o -> isOnce(o, f)))
                .filter(f -> isAlone(f, scene.catalog()))
                .flatMap(f -> finding(f).stream())
                .toList();
    }

    /** Whether a repeated call is told from a new one: by a state, by a look for what it left, or by a key that it brings along. */
    private static boolean isTold(Function function, Catalog catalog) {
        var body = Tokens.of(function.body());
        return knowsRequests(body)
                || FunctionBody.of(function.body()).setsStates()
                || body.stream().anyMatch(t -> t.is("exists"))
                || BodyStatements.of(body).stream().anyMatch(s -> bringsKey(s, catalog));
    }

    /** {@code INSERT INTO table (column, …)} with all the columns of a unique index: the second one fails, and all with it. */
    private static boolean bringsKey(List<Token> statement, Catalog catalog) {
        int values = BodyTokens.index(statement, "values");
        if (!BodyTokens.say(statement, "insert", "into") || values < 0 || BodyTokens.holds(statement, "conflict")) {
            return false;
        }
        var table = BodyTokens.tableName(statement, 2);
        var named = statement.subList(0, values);
        return catalog.relations().stream()
                .filter(r -> r.name().name().equals(table))
                .flatMap(r -> r.indexes().stream())
                .filter(i -> i.definition().unique())
                .anyMatch(i -> i.definition().keys().stream()
                        .allMatch(k -> k.column() != null && BodyTokens.names(named, k.column())));
    }

    /** Whether the names of what would be made are free. */
    private static boolean isAlone(Function function, Catalog catalog) {
        long named = catalog.definitions().functions().stream()
                .filter(f -> f.name().equals(function.name()))
                .count();
        return named == 1 && catalog.relation(OnceOnlyCall.tableFor(function)).isEmpty();
    }

    /** Where a row that is there already is left as it is, or is an error that is foreseen, a repeated call can be told. */
    private static boolean knowsRequests(List<Token> body) {
        return BodyTokens.say(body, "do", "nothing") || body.stream().anyMatch(t -> t.is("unique_violation"));
    }

    /** Whether one calls the other and knows requests. */
    private static boolean isOnce(Function outer, Function inner) {
        var body = Tokens.of(outer.body());
        boolean calls = BodyTokens.say(body, inner.name().name(), "(");
        return calls && !outer.signature().equals(inner.signature()) && knowsRequests(body);
    }

    private Optional<Finding> finding(Function function) {
        return FunctionBody.of(function.body())
                .spent()
                .flatMap(spent -> OnceOnlyCall.of(function).map(once -> finding(function, spent, once)));
    }

    private Finding finding(Function function, String spent, OnceOnlyCall once) {
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        function.signature(),
                        "a call of " + function.name().name() + " that is repeated takes off twice",
                        "Whoever loses the connection before the answer cannot know whether it was done, and pools and frameworks ask"
                                + " again. Nothing in the function tells a repeated request from a new one.",
                        List.of(Evidence.catalog("changes: " + spent)))
                .deciding(new Decision(List.of(
                        new Decision.Choice(
                                        "each request once, by its id",
                                        List.of(
                                                "The application makes an id for each request (a random UUID), and sends the same one when it asks again: it gets the first answer, and nothing is done twice. A call at the same time waits for the first.",
                                                "An id that comes with other arguments is refused.",
                                                "One row and one index entry more for each request. Delete those that nobody will ask for again: WHERE asked_at < now() - interval '7 days'.",
                                                "Roles that call it need SELECT, INSERT and UPDATE on the table of requests."),
                                        once.sql())
                                .sending(once.call()),
                        new Decision.Choice(
                                "leave it",
                                List.of("Right where callers never ask again, or look up first what became of it."),
                                List.of()))));
    }
}
