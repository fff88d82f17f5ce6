package io.howdah.engine.read;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.PlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads plans from what people have: the output of EXPLAIN as text (also as psql frames it) or as JSON, and server logs with plans of
 * auto_explain in any format (stderr, csvlog, jsonlog; plans in text or JSON).
 */
public final class ExplainedFiles {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final Pattern LOGGED = Pattern.compile("duration: ([\\d.]+) ms\\s+plan:\\s*(.*)", Pattern.DOTALL);

    private static final Pattern QUERY = Pattern.compile(
            "\\A\\s*Query Text: (.*?)\\n(?:Query Parameters: .*?\\n)?(?=\\S[^\\n]*\\(cost=)", Pattern.DOTALL);

    private static final Pattern JIT_TEXT = Pattern.compile("\\n\\s*Timing: Generation [^\\n]*Total ([\\d.]+) ms");

    /** psql's header, rule, number of rows and the plus sign that marks a line that goes on. */
    private static final Pattern FRAME =
            Pattern.compile("(?m)^\\s*QUERY PLAN\\s*$|^-{3,}$|^\\(\\d+ rows?\\)$|\\s*\\+$");

    private ExplainedFiles() {}

    /**
     * All plans in the file, in their order.
     *
     * @param name of the file, for messages
     * @throws Problem where there is none
     */
    public static List<Explained> read(String content, String name) {
        var text = FRAME.matcher(content).replaceAll("").replace("\r\n", "\n");
        var whole = json(text.strip(), null, null).or(() -> text(text, null));
        boolean isLog = LOGGED.matcher(content).find();
        var plans = whole.isPresent() && !isLog ? List.of(whole.get()) : logged(content);
        if (plans.isEmpty()) {
            throw Problem.input(
                    name + " holds no plan: it is neither the output of EXPLAIN (as text or JSON) nor a log with"
                            + " plans of auto_explain");
        }
        return plans;
    }

    private static List<Explained> logged(String content) {
        return entries(content, "%m ").stream()
                .flatMap(entry -> logged(entry).stream())
                .toList();
    }

    /** The messages of a log in whatever format it is. */
    static List<LogEntry> entries(String content, String linePrefix) {
        var entries = new ArrayList<LogEntry>();
        if (content.stripLeading().startsWith("{")) {
            entries.addAll(JsonLog.entries(content));
        }
        if (entries.isEmpty()) {
            entries.addAll(CsvLog.entries(content));
        }
        if (entries.isEmpty()) {
            entries.addAll(PlainLog.entries(content, linePrefix));
        }
        return entries;
    }

    /** The plan of a message; empty where it holds none. */
    static Optional<Explained> logged(LogEntry entry) {
        var logged = LOGGED.matcher(entry.message());
        if (!logged.find()) {
            return Optional.empty();
        }
        var body = logged.group(2);
        var duration = Double.valueOf(logged.group(1));
        return json(body.strip(), duration, null).or(() -> text(body, duration));
    }

    private static Optional<Explained> json(String text, @Nullable Double durationMs, @Nullable String statement) {
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            var document = MAPPER.readTree(text);
            var top = document.isArray() ? document.get(0) : document;
            if (top == null || !top.has("Plan")) {
                return Optional.empty();
            }
            var query = top.has("Query Text") ? top.path("Query Text").asString() : statement;
            double jit = top.path("JIT").path("Timing").path("Total").asDouble(0);
            return Optional.of(new Explained(query, durationMs, PlanJson.read(text), jit));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Explained> text(String text, @Nullable Double durationMs) {
        var query = QUERY.matcher(text);
        var statement = query.find() ? query.group(1).strip() : null;
        var jit = JIT_TEXT.matcher(text);
        double jitMs = jit.find() ? Double.parseDouble(jit.group(1)) : 0;
        return PlanText.read(text).map(plan -> new Explained(statement, durationMs, plan, jitMs));
    }
}
