package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees what an application keeps in its sessions beyond the end of a transaction, and what a pool that gives out sessions by the
 * transaction (PgBouncer's {@code pool_mode = transaction}) would break.
 */
public final class SessionStateRule implements Rule {

    private static final Threshold CALLS = new Threshold(
            "session-state.calls",
            10,
            "calls",
            "fewer are somebody at a prompt, or a migration, and not the application");

    /** Parameters that PgBouncer keeps for each client, or that drivers set to one value for all (manual of PgBouncer, features). */
    private static final Set<String> KEPT = Set.of(
            "SET application_name",
            "SET client_encoding",
            "SET datestyle",
            "SET timezone",
            "SET standard_conforming_strings",
            "SET extra_float_digits",
            "SET LOCAL",
            "SET TRANSACTION",
            "SET CONSTRAINTS",
            "SET ");

    /** Advisory locks that last until the session ends. */
    private static final Set<String> LOCKS = Set.of(
            "pg_advisory_lock", "pg_try_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock_shared");

    @Override
    public String slug() {
        return "session-state";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(CALLS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var calls = new LinkedHashMap<Use, Double>();
        scene.workload()
                .utility()
                .forEach((command, times) -> of(command).ifPresent(u -> calls.merge(u, times, Double::sum)));
        for (var statement : scene.workload().statements()) {
            if (Tokens.of(statement.text()).stream().anyMatch(SessionStateRule::locks)) {
                calls.merge(Use.LOCK, statement.calls(), Double::sum);
            }
            if (setsConfig(Tokens.of(TextOf.sent(statement)))) {
                calls.merge(Use.SETTING, statement.calls(), Double::sum);
            }
        }
        calls.values().removeIf(times -> times < scene.of(CALLS));
        return calls.isEmpty() ? List.of() : List.of(finding(calls));
    }

    private static boolean locks(Token token) {
        return token.isName() && LOCKS.contains(token.name());
    }

    /** {@code set_config(name, value, false)}. */
    private static boolean setsConfig(List<Token> tokens) {
        for (int i = 0; i + 7 < tokens.size(); i++) {
            if (tokens.get(i).is("set_config") && tokens.get(i + 6).is("false")) {
                return true;
            }
        }
        return false;
    }

    private enum Use {
        LISTEN("LISTEN", "Notifications reach nobody; give the listener a connection of its own, past the pool."),
        LOCK(
                "advisory locks of the session",
                "They stay with a session that the next one uses; pg_advisory_xact_lock ends with the transaction."),
        SETTING(
                "settings of the session",
                "They reach others, and are gone in the next transaction; SET LOCAL, or ALTER ROLE … SET."),
        PREPARE(
                "PREPARE in SQL",
                "The statement is not there in the next transaction; the driver's own prepared statements are,"
                        + " from PgBouncer 1.21 on (max_prepared_statements)."),
        TABLE(
                "temporary tables",
                "They stay with a session that the next one uses; ON COMMIT DROP, within one transaction."),
        CURSOR("cursors WITH HOLD", "They are not there in the next transaction.");

        private final String words;
        private final String instead;

        Use(String words, String instead) {
            this.words = words;
            this.instead = instead;
        }
    }

    private static Optional<Use> of(String command) {
        return Optional.ofNullable(
                switch (command) {
                    case "LISTEN" -> Use.LISTEN;
                    case "PREPARE" -> Use.PREPARE;
                    case "CREATE TEMPORARY TABLE" -> Use.TABLE;
                    case "DECLARE WITH HOLD" -> Use.CURSOR;
                    default -> command.startsWith("SET ") && !KEPT.contains(command) ? Use.SETTING : null;
                });
    }

    private Finding finding(Map<Use, Double> calls) {
        var words = calls.keySet().stream().map(u -> u.words).toList();
        return Finding.of(
                slug(),
                Severity.INFO,
                "server",
                "keeps state in its sessions, which pooling by the transaction would break: "
                        + String.join(", ", words),
                "Nothing is wrong today. A pool that gives each transaction another session (PgBouncer in transaction mode) would break"
                        + " it, without an error in some cases; a pool within the application, or by the session, does not.",
                calls.entrySet().stream()
                        .map(e -> new Evidence(
                                Evidence.Label.CATALOG,
                                String.format(
                                        Locale.ROOT,
                                        "%s, %,.0f times. %s",
                                        e.getKey().words,
                                        e.getValue(),
                                        e.getKey().instead),
                                Map.of("calls", e.getValue())))
                        .toList());
    }
}
