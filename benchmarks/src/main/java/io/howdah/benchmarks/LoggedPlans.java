package io.howdah.benchmarks;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The plans that auto_explain wrote for calls that really ran, read from a log in JSON. */
final class LoggedPlans {

    private static final String MARK = "plan:\n";

    /** Statements of our own, which pg_stat_statements' reader leaves out too. */
    private static final String OWN = "/* howdah */";

    private final Map<String, Map<String, Integer>> callsByShape = new LinkedHashMap<>();

    private LoggedPlans() {}

    /** @param folder of the log's files, each line one entry (jsonlog, since version 15) */
    static LoggedPlans read(Path folder) throws IOException {
        var plans = new LoggedPlans();
        var json = new JsonMapper();
        for (Path file : files(folder)) {
            for (String line : Files.readAllLines(file)) {
                var entry = json.readTree(line);
                var message = entry.path("message").asString("");
                int at = message.indexOf(MARK);
                if (at > 0 && !message.contains(OWN)) {
                    plans.add(
                            entry.path("query_id").asString(""), PlanJson.read(message.substring(at + MARK.length())));
                }
            }
        }
        return plans;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList());
        }
    }

    private void add(String queryId, Plan plan) {
        callsByShape.computeIfAbsent(queryId, q -> new HashMap<>()).merge(plan.shape(), 1, Integer::sum);
    }

    /** For each statement's query id, how many calls had a plan of each shape. */
    Map<String, Map<String, Integer>> callsByShape() {
        return callsByShape;
    }
}
