package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of the original that decide over plans, as settings of its owner in the twin's database. */
final class PlannerSettings {

    /** Manual, sections 19.7 (query planning), 19.4.1 (memory) and 19.11 (client connection defaults). */
    private static final Set<String> NAMES = Set.of(
            "array_nulls",
            "backslash_quote",
            "bytea_output",
            "constraint_exclusion",
            "cpu_index_tuple_cost",
            "cpu_operator_cost",
            "cpu_tuple_cost",
            "cursor_tuple_fraction",
            "DateStyle",
            "default_statistics_target",
            "default_text_search_config",
            "effective_cache_size",
            "effective_io_concurrency",
            "from_collapse_limit",
            "hash_mem_multiplier",
            "IntervalStyle",
            "join_collapse_limit",
            "maintenance_work_mem",
            "max_parallel_workers",
            "max_parallel_workers_per_gather",
            "min_parallel_index_scan_size",
            "min_parallel_table_scan_size",
            "parallel_leader_participation",
            "parallel_setup_cost",
            "parallel_tuple_cost",
            "plan_cache_mode",
            "random_page_cost",
            "recursive_worktable_factor",
            "seq_page_cost",
            "standard_conforming_strings",
            "TimeZone",
            "transform_null_equals",
            "work_mem");

    private static final Set<String> PREFIXES = Set.of("enable_", "geqo", "jit");

    /** Settings that only developers use and that would change the text of plans, or that need a library. */
    private static final Set<String> NOT = Set.of("jit_provider", "jit_debugging_support", "jit_profiling_support");

    private PlannerSettings() {}

    /** @param costs that stand in for those of the database's default tablespace */
    static List<Ddl> of(Catalog catalog, String database, Map<String, String> costs) {
        var statements = new ArrayList<Ddl>();
        for (var setting : catalog.settings()) {
            if (decides(setting.name())) {
                statements.add(set(database, setting.name(), Name.literal(setting.value())));
            }
        }
        costs.forEach((name, value) -> statements.add(set(database, name, Name.literal(value))));
        statements.add(set(database, "search_path", SearchPath.narrow(catalog)));
        statements.add(set(database, "max_parallel_maintenance_workers", "0"));
        return statements;
    }

    /** Fails for a setting that has no influence on plans. */
    static void mustDecide(String name) {
        if (!decides(name)) {
            throw Problem.input("'" + name + "' is not a setting that the planner goes by");
        }
    }

    /** Whether plans depend on the setting. */
    static boolean decides(String name) {
        return !NOT.contains(name) && (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith));
    }

    private static Ddl set(String database, String name, String value) {
        return Ddl.of(
                "setting " + name,
                "ALTER ROLE " + TwinServer.OWNER + " IN DATABASE " + database + " SET " + Name.quoted(name) + " = "
                        + value);
    }
}
