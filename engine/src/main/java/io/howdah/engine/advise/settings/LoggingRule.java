package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sees a log that will not say what happened, or that says everything.
 *
 * <p>log_lock_waits, log_temp_files, log_checkpoints and log_autovacuum_min_duration cost next to nothing and are what one
 * looks for after an incident (manual, section 19.8.3); a log of all statements costs a write for each.
 */
public final class LoggingRule implements Rule {

    private static final Map<String, String> WANTED = Map.of(
            "log_lock_waits", "on",
            "log_checkpoints", "on",
            "log_temp_files", "10240",
            "log_autovacuum_min_duration", "60000");

    @Override
    public String slug() {
        return "logging";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var findings = new ArrayList<Finding>();
        if (Settings.is(catalog, "log_statement", "all") || Settings.is(catalog, "log_min_duration_statement", "0")) {
            findings.addAll(Advised.finding(
                    slug(),
                    Severity.NOTICE,
                    catalog,
                    "every statement is written to the log",
                    "It costs a write for each and fills the disk; log_min_duration_statement or a sample says what is slow.",
                    List.of(Advised.now(catalog, "log_statement", "log_min_duration_statement")),
                    SettingChange.to("log_min_duration_statement", "1000"),
                    SettingChange.to("log_statement", "ddl")));
        }
        var silent = WANTED.keySet().stream()
                .filter(name -> Settings.is(catalog, name, "off") || Settings.is(catalog, name, "-1"))
                .sorted()
                .toList();
        if (!silent.isEmpty()) {
            findings.addAll(Advised.finding(
                    slug(),
                    Severity.INFO,
                    catalog,
                    "the log will not tell: " + String.join(", ", silent),
                    "They cost next to nothing, and are what one looks for after an incident.",
                    List.of(Advised.now(catalog, silent.toArray(String[]::new))),
                    silent.stream()
                            .map(name -> SettingChange.to(name, WANTED.getOrDefault(name, "on")))
                            .toArray(SettingChange[]::new)));
        }
        return List.copyOf(findings);
    }
}
