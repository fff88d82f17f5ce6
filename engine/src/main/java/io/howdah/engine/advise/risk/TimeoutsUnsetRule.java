package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees time-outs that nobody set, neither for the server nor for the database or any role.
 *
 * <p>One forgotten transaction or one bad statement then lasts until somebody notices (manual, section 19.11). The manual advises
 * against setting statement_timeout and lock_timeout for all sessions in postgresql.conf; for the application's role it is in place.
 * From 17 on transaction_timeout ends both, a statement and a transaction that waits for its application: where it is set, neither
 * is missed.
 */
public final class TimeoutsUnsetRule implements Rule {

    private static final Map<String, String> SUGGESTED = Map.of(
            "idle_in_transaction_session_timeout", "60s",
            "lock_timeout", "5s",
            "statement_timeout", "30s");

    private static final String WHOLE = "transaction_timeout";
    private static final Set<String> WITHIN = Set.of("idle_in_transaction_session_timeout", "statement_timeout");

    @Override
    public String slug() {
        return "timeouts-unset";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var unset = SUGGESTED.keySet().stream()
                .filter(name -> isUnset(catalog, name) && !(WITHIN.contains(name) && isSet(catalog, WHOLE)))
                .sorted()
                .toList();
        if (unset.isEmpty()) {
            return List.of();
        }
        var example = String.join(
                " ",
                unset.stream()
                        .map(name -> "ALTER ROLE application SET " + name + " = '" + SUGGESTED.get(name) + "';")
                        .toList());
        var whole = isUnset(catalog, WHOLE) && unset.stream().anyMatch(WITHIN::contains)
                ? " From 17 on " + WHOLE + " ends a transaction as a whole, whatever it does."
                : "";
        return List.of(Finding.of(
                slug(),
                unset.contains("idle_in_transaction_session_timeout") ? Severity.NOTICE : Severity.INFO,
                "server",
                String.join(", ", unset) + (unset.size() == 1 ? " is" : " are") + " not set anywhere",
                "A forgotten transaction, a statement gone wrong or a wait for a lock lasts until somebody notices. For the"
                        + " application's role, for example: " + example + whole,
                List.of(Evidence.catalog("0 for the server, and for the database and all roles"))));
    }

    private static boolean isUnset(Catalog catalog, String name) {
        return Settings.is(catalog, name, "0") && !isSetForSomeone(catalog, name);
    }

    private static boolean isSet(Catalog catalog, String name) {
        return catalog.setting(name).isPresent() && !isUnset(catalog, name);
    }

    private static boolean isSetForSomeone(Catalog catalog, String name) {
        return catalog.roleSettings().stream()
                .anyMatch(s -> s.name().equals(name) && !s.value().equals("0"));
    }
}
