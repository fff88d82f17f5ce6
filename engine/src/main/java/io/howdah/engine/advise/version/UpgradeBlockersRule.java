package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says what stands in the way of pg_upgrade to a newer major version (manual, pg_upgrade; release notes of 15 to 18).
 *
 * <p>Columns of types whose values are oids of the old server or are kept otherwise by the new one, prepared transactions,
 * settings that the newer server does not know and would not start with, logical slots before 17, pages without checksums, which
 * initdb makes from 18 on.
 */
public final class UpgradeBlockersRule implements Rule {

    /** Settings by the version that no longer has them. */
    private static final Map<String, Integer> REMOVED = Map.of(
            "stats_temp_directory", 15,
            "promote_trigger_file", 16,
            "vacuum_defer_cleanup_age", 16,
            "force_parallel_mode", 16,
            "old_snapshot_threshold", 17,
            "db_user_namespace", 17,
            "trace_recovery_messages", 17);

    private static final Map<String, String> INSTEAD = Map.of(
            "force_parallel_mode", "debug_parallel_query",
            "promote_trigger_file", "pg_promote()",
            "vacuum_defer_cleanup_age", "hot_standby_feedback or a slot");

    private static final int CHECKSUMS_SINCE = 18;

    @Override
    public String slug() {
        return "upgrade-blockers";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var blockers = new ArrayList<String>(RefusedColumns.of(catalog));
        catalog.activity().preparedTransactions().stream()
                .map(t -> "the prepared transaction " + t.gid())
                .forEach(blockers::add);
        if (catalog.server().major() < 17) {
            catalog.activity().slots().stream()
                    .filter(s -> s.type().equals("logical"))
                    .map(s -> "the logical slot " + s.name() + " is not carried over by pg_upgrade from before 17")
                    .forEach(blockers::add);
        }
        catalog.settings().stream()
                .filter(s -> REMOVED.containsKey(s.name()) && !s.source().equals("default"))
                .map(s -> "the setting " + s.name() + " is gone in " + REMOVED.get(s.name()) + instead(s.name()))
                .forEach(blockers::add);
        if (catalog.server().major() < CHECKSUMS_SINCE && Settings.is(catalog, "data_checksums", "off")) {
            blockers.add("pages have no checksums here, and initdb of 18 makes them: pg_checksums --enable before, or"
                    + " initdb --no-data-checksums");
        }
        if (blockers.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.INFO,
                "server",
                blockers.size() + (blockers.size() == 1 ? " thing stands" : " things stand")
                        + " in the way of the next major version",
                "pg_upgrade stops at them, or the new server does not start."
                        + (catalog.server().major() < Releases.NEWEST
                                ? " howdah what-if --postgres 18 shows what the planner of 18 does with the workload."
                                : ""),
                blockers.stream().map(Evidence::catalog).toList()));
    }

    private static String instead(String setting) {
        var other = INSTEAD.get(setting);
        return other == null ? "" : "; " + other + " does what it was for";
    }
}
