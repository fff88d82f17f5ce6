package io.howdah.engine.read;

import io.howdah.engine.postgres.Marked;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement found in a message of the log.
 *
 * @param parameters values of {@code $1}, {@code $2} …; empty where they were not logged whole
 * @param queryId null where the log does not tell
 */
record LoggedStatement(
        String text,
        List<@Nullable String> parameters,
        @Nullable Long queryId) {

    /** {@code duration: 1.234 ms  execute S_1: SELECT …}, with or without the duration (postgres.c, errdetail_params). */
    private static final Pattern STATEMENT = Pattern.compile(
            "(?:duration: [\\d.]+ ms\\s+)?(?:statement|execute (?:fetch from )?[^:]*): (.+)", Pattern.DOTALL);

    /** {@code duration: 1.234 ms  plan:}, then the text format of auto_explain. */
    private static final Pattern PLAN = Pattern.compile(
            "duration: [\\d.]+ ms\\s+plan:\\s*Query Text: (.+?)\\n(?:Query Parameters: (.*?)\\n)?"
                    + "(?=[A-Z][^\\n]*\\(cost=)(.*)",
            Pattern.DOTALL);

    private static final Pattern IDENTIFIER = Pattern.compile("\\nQuery Identifier: (-?\\d+)");

    private static final Pattern PARAMETERS = Pattern.compile("(?i)parameters: (.*)", Pattern.DOTALL);

    /** The statement that the message tells of; null where it tells of none. */
    static @Nullable LoggedStatement of(LogEntry entry) {
        var plan = PLAN.matcher(entry.message());
        if (plan.matches() && !Marked.isMarked(plan.group(1))) {
            var identifier = IDENTIFIER.matcher(plan.group(3));
            var id = identifier.find() ? LogEntry.queryId(identifier.group(1)) : entry.queryId();
            return new LoggedStatement(plan.group(1).strip(), parameters(plan.group(2)), id);
        }
        var statement = STATEMENT.matcher(entry.message());
        if (!statement.matches() || Marked.isMarked(statement.group(1))) {
            return null;
        }
        var detail = entry.detail() == null ? null : PARAMETERS.matcher(entry.detail());
        var parameters = detail != null && detail.lookingAt() ? detail.group(1) : null;
        return new LoggedStatement(statement.group(1).strip(), parameters(parameters), entry.queryId());
    }

    private static List<@Nullable String> parameters(@Nullable String text) {
        return text == null ? List.of() : ParameterText.values(text);
    }
}
