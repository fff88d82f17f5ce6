package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Setting;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sees commits that wait, or would wait, for standbys that are not there.
 *
 * <p>Where fewer standbys are connected as synchronous than synchronous_standby_names asks for, every commit waits without end
 * (manual, section 26.2.8). The server itself says which are: of FIRST at most as many as it asks for, of ANY all that are named.
 */
public final class SynchronousNamesRule implements Rule {

    private static final Set<String> SYNCHRONOUS = Set.of("sync", "quorum");

    /** A list of names with the number of those that must answer; without one it is 1. */
    private static final Pattern NUMBERED = Pattern.compile(
            "(?<way>(?:(?:FIRST|ANY)\\s+)?)(?<number>\\d{1,9})(?<list>\\s*\\(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public String slug() {
        return "synchronous-standby-missing";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var names = names(catalog);
        var replicas = catalog.activity().replicas();
        boolean unseen = replicas.stream().anyMatch(r -> r.syncState() == null);
        if (names.isEmpty() || unseen || catalog.server().inRecovery()) {
            return List.of();
        }
        long connected = replicas.stream()
                .filter(r -> SYNCHRONOUS.contains(String.valueOf(r.syncState())))
                .count();
        return connected < required(names) ? List.of(finding(catalog, names, connected)) : List.of();
    }

    private static String names(Catalog catalog) {
        return catalog.setting("synchronous_standby_names")
                .map(Setting::value)
                .orElse("")
                .strip();
    }

    private static long required(String names) {
        var numbered = NUMBERED.matcher(names);
        return numbered.matches() ? Long.parseLong(numbered.group("number")) : 1;
    }

    private Finding finding(Catalog catalog, String names, long connected) {
        boolean local = Settings.is(catalog, "synchronous_commit", "off")
                || Settings.is(catalog, "synchronous_commit", "local");
        return Finding.of(
                        slug(),
                        local ? Severity.WARNING : Severity.CRITICAL,
                        "setting synchronous_standby_names",
                        missing(names, connected) + ": "
                                + (local ? "commits that ask for one wait" : "every commit waits"),
                        connected == 0
                                ? "Bring a standby of that application_name back, or do without: commits then no longer wait for"
                                        + " a second copy."
                                : "Bring back those of these application_names that are away, or ask for as many as there are:"
                                        + " commits then wait for fewer copies.",
                        List.of(
                                Evidence.catalog("synchronous_standby_names = " + names),
                                Evidence.catalog(Amount.count(
                                                catalog.activity().replicas().size())
                                        + " receivers of WAL are connected, "
                                        + connected + " of them as synchronous")))
                .mendedBy(SettingChange.remedy(
                        catalog, SettingChange.to("synchronous_standby_names", asking(names, connected))));
    }

    private static String missing(String names, long connected) {
        return connected == 0
                ? "no synchronous standby is connected"
                : "%d of %d synchronous standbys that commits wait for %s connected"
                        .formatted(connected, required(names), connected == 1 ? "is" : "are");
    }

    /** The same names of which no more must answer than there are. */
    private static String asking(String names, long connected) {
        return connected == 0 ? "" : NUMBERED.matcher(names).replaceFirst("${way}" + connected + "${list}");
    }
}
