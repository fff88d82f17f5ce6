package io.howdah.engine.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code EXPLAIN (FORMAT JSON)} prints, with or without ANALYZE and BUFFERS. */
public final class PlanJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** What has a component of its own in {@link PlanNode}. */
    private static final Set<String> OWN = Set.of(
            "Node Type",
            "Schema",
            "Relation Name",
            "Alias",
            "Index Name",
            "Startup Cost",
            "Total Cost",
            "Plan Rows",
            "Plan Width",
            "Actual Startup Time",
            "Actual Total Time",
            "Actual Rows",
            "Actual Loops",
            "Shared Hit Blocks",
            "Shared Read Blocks",
            "Plans");

    private PlanJson() {}

    /** The plan of the one statement that was explained. */
    public static Plan read(String json) {
        var document = MAPPER.readTree(json);
        var statement = document.isArray() ? document.get(0) : document;
        return new Plan(
                node(statement.path("Plan")), number(statement, "Planning Time"), number(statement, "Execution Time"));
    }

    private static PlanNode node(JsonNode json) {
        var details = new LinkedHashMap<String, String>();
        var keys = new LinkedHashMap<String, List<String>>();
        for (var property : json.properties()) {
            if (!OWN.contains(property.getKey())) {
                put(property.getKey(), property.getValue(), details, keys);
            }
        }
        return new PlanNode(
                json.path("Node Type").asString(),
                relation(json),
                text(json, "Alias"),
                text(json, "Index Name"),
                json.path("Startup Cost").asDouble(0),
                json.path("Total Cost").asDouble(0),
                json.path("Plan Rows").asDouble(0),
                json.path("Plan Width").asInt(0),
                details,
                keys,
                actual(json),
                children(json));
    }

    private static void put(String name, JsonNode value, Map<String, String> details, Map<String, List<String>> keys) {
        if (value.isValueNode()) {
            details.put(name, value.asString());
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isString()) {
            var list = new ArrayList<String>();
            value.forEach(element -> list.add(element.asString()));
            keys.put(name, List.copyOf(list));
        }
    }

    private static List<PlanNode> children(JsonNode json) {
        var children = new ArrayList<PlanNode>();
        json.path("Plans").forEach(child -> children.add(node(child)));
        return List.copyOf(children);
    }

    private static @Nullable QualifiedName relation(JsonNode json) {
        var name = text(json, "Relation Name");
        if (name == null) {
            return null;
        }
        var schema = text(json, "Schema");
        return new QualifiedName(schema == null ? "" : schema, name);
    }

    private static PlanNode.@Nullable Actual actual(JsonNode json) {
        if (!json.has("Actual Loops")) {
            return null;
        }
        return new PlanNode.Actual(
                json.path("Actual Startup Time").asDouble(0),
                json.path("Actual Total Time").asDouble(0),
                json.path("Actual Rows").asDouble(0),
                json.path("Actual Loops").asDouble(0),
                json.path("Shared Hit Blocks").asLong(0),
                json.path("Shared Read Blocks").asLong(0));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.has(name) ? json.path(name).asString() : null;
    }

    private static @Nullable Double number(JsonNode json, String name) {
        return json.has(name) ? json.path(name).asDouble(0) : null;
    }
}
