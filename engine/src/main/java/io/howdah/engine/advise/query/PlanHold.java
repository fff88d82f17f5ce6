package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The setting that keeps the planner from a method that a later plan uses and an earlier one did not. */
final class PlanHold {

    /** Methods by the type of their node, those that decide most first (manual, 19.7.1). */
    private static final Map<String, String> METHODS = new LinkedHashMap<>();

    static {
        METHODS.put("Nested Loop", "enable_nestloop");
        METHODS.put("Hash Join", "enable_hashjoin");
        METHODS.put("Merge Join", "enable_mergejoin");
        METHODS.put("Seq Scan", "enable_seqscan");
        METHODS.put("Bitmap Heap Scan", "enable_bitmapscan");
        METHODS.put("Index Only Scan", "enable_indexonlyscan");
        METHODS.put("Index Scan", "enable_indexscan");
        METHODS.put("HashAggregate", "enable_hashagg");
        METHODS.put("Incremental Sort", "enable_incremental_sort");
        METHODS.put("Memoize", "enable_memoize");
    }

    private PlanHold() {}

    /** Empty where the later plan uses none but those of the earlier one. */
    static Optional<String> setting(Plan before, Plan after) {
        var come = settings(after);
        var kept = settings(before);
        return METHODS.values().stream()
                .filter(setting -> come.contains(setting) && !kept.contains(setting))
                .findFirst();
    }

    private static List<String> settings(Plan plan) {
        return plan.nodes().stream()
                .map(PlanForm::type)
                .filter(METHODS::containsKey)
                .map(METHODS::get)
                .toList();
    }
}
