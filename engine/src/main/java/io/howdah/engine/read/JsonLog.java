package io.howdah.engine.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code jsonlog} files: an object a line (manual, section 19.8.5). */
final class JsonLog {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonLog() {}

    /** A line that is no whole object, such as the first one of a part of a file, is left out. */
    static List<LogEntry> entries(String text) {
        var entries = new ArrayList<LogEntry>();
        text.lines().filter(line -> line.startsWith("{")).forEach(line -> {
            var entry = entry(line);
            if (entry != null) {
                entries.add(entry);
            }
        });
        return entries;
    }

    private static @Nullable LogEntry entry(String line) {
        try {
            var object = MAPPER.readTree(line);
            if (!"LOG".equals(text(object, "error_severity"))) {
                return null;
            }
            var message = text(object, "message");
            return message == null
                    ? null
                    : new LogEntry(
                            message,
                            text(object, "detail"),
                            LogEntry.queryId(text(object, "query_id")),
                            text(object, "dbname"));
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode object, String field) {
        var value = object.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }
}
