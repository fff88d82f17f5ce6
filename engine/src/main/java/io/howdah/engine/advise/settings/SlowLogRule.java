package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Remedy.Effect;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RoleSetting;
import io.howdah.engine.catalog.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees a server that writes down no statement, however slow it was.
 *
 * <p>Means hide the one call of a thousand that takes a minute. log_min_duration_statement writes its text and values,
 * auto_explain its plan too (manual, section 19.8.2 and appendix F). session_preload_libraries loads it without a restart, for
 * sessions that begin afterwards. Without log_analyze it times nothing: it costs what is written, and that is a line for each
 * slow call.
 */
public final class SlowLogRule implements Rule {

    private static final String PLANS = "auto_explain.log_min_duration";
    private static final String PRELOAD = "session_preload_libraries";
    private static final String SLOW = "1s";

    /** Each of them, where it is not off, writes slow statements. */
    private static final List<String> WRITERS = List.of("log_min_duration_statement", "log_min_duration_sample", PLANS);

    private static final Set<String> OF_STATEMENTS = Set.of("mod", "all");

    @Override
    public String slug() {
        return "slow-log";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var statements = catalog.setting("log_min_duration_statement");
        if (statements.isEmpty() || writes(catalog)) {
            return List.of();
        }
        return List.of(Finding.of(
                        slug(),
                        Severity.INFO,
                        "setting log_min_duration_statement",
                        "no statement is written to the log, however slow",
                        "A mean hides the one call of a thousand that takes a minute, and nobody sees which values and which plan it"
                                + " had. " + how(catalog),
                        List.of(Evidence.catalog(Advised.now(
                                catalog,
                                "log_min_duration_statement",
                                "log_min_duration_sample",
                                PLANS,
                                "log_parameter_max_length"))))
                .mendedBy(remedy(catalog)));
    }

    private static boolean writes(Catalog catalog) {
        var roles = catalog.roleSettings().stream()
                .filter(s -> WRITERS.contains(s.name()))
                .map(RoleSetting::value);
        var server =
                WRITERS.stream().flatMap(name -> catalog.setting(name).stream()).map(Setting::value);
        return Stream.concat(roles, server).anyMatch(value -> !value.equals("-1"))
                || catalog.setting("log_statement")
                        .filter(s -> OF_STATEMENTS.contains(s.value()))
                        .isPresent();
    }

    private static String plans(Catalog catalog) {
        if (catalog.setting(PLANS).isPresent()) {
            return " auto_explain is loaded and writes the plan once it has a limit.";
        }
        return catalog.setting(PRELOAD).isPresent()
                ? " auto_explain writes the plan too, in sessions that begin after the reload."
                : " auto_explain writes the plan too; which libraries sessions load only members of pg_read_all_settings see, so that"
                        + " it is not added to them here.";
    }

    private static String how(Catalog catalog) {
        return "It costs a few lines for each call above the limit." + plans(catalog)
                + " With auto_explain.log_analyze it counts the rows of every call, and times them unless"
                + " auto_explain.log_timing is off: measure that first. Values go to the log with the text;"
                + " log_parameter_max_length = 0"
                + (catalog.server().major() >= 16 ? " and auto_explain.log_parameter_max_length = 0 keep" : " keeps")
                + " bound ones out.";
    }

    private static Remedy remedy(Catalog catalog) {
        var limit = SettingChange.to("log_min_duration_statement", SLOW);
        if (Managed.of(catalog).isPresent()) {
            return SettingChange.remedy(catalog, new SettingChange(limit.name(), SLOW, "1000"));
        }
        if (catalog.setting(PLANS).isPresent()) {
            return SettingChange.remedy(catalog, limit, SettingChange.to(PLANS, SLOW));
        }
        // the server shows what sessions load to few: what is not seen must not be overwritten
        return catalog.setting(PRELOAD)
                .map(preload -> loading(catalog, preload, limit))
                .orElseGet(() -> SettingChange.remedy(catalog, limit));
    }

    /** Before 17 ALTER SYSTEM knows settings of a library only in a session that has loaded it. */
    private static Remedy loading(Catalog catalog, Setting preload, SettingChange limit) {
        var now = preload.value();
        var library = SettingChange.to(PRELOAD, now.isBlank() ? "auto_explain" : now + ",auto_explain");
        var sql = new ArrayList<>(List.of("LOAD 'auto_explain';"));
        Stream.of(limit, library, SettingChange.to(PLANS, SLOW))
                .map(SettingChange::sql)
                .forEach(sql::add);
        var undo = new ArrayList<>(List.of("LOAD 'auto_explain';", "ALTER SYSTEM RESET " + PLANS + ";"));
        Stream.concat(Stream.of(preload), catalog.setting(limit.name()).stream())
                .map(SettingChange::undo)
                .forEach(undo::add);
        sql.add("SELECT pg_reload_conf();");
        undo.add("SELECT pg_reload_conf();");
        return new Remedy(sql, undo, Effect.RELOAD);
    }
}
