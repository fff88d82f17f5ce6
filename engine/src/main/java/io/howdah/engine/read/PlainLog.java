package io.howdah.engine.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain text log ({@code log_destination = stderr}). Each message stands behind the prefix of
 * {@code log_line_prefix}; its further lines begin with a tab (elog.c, append_with_tabs).
 */
final class PlainLog {

    private static final Pattern SEVERITY =
            Pattern.compile("(LOG|DETAIL|STATEMENT|CONTEXT|HINT|ERROR|FATAL|WARNING): {1,2}");

    private final Pattern prefix;
    private final List<LogEntry> entries = new ArrayList<>();

    private PlainLog(String linePrefix) {
        this.prefix = pattern(linePrefix);
    }

    static List<LogEntry> entries(String text, String linePrefix) {
        var log = new PlainLog(linePrefix);
        var message = new StringBuilder();
        for (var line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith("\t")) {
                message.append('\n').append(line, 1, line.length());
            } else {
                log.add(message.toString());
                message.setLength(0);
                message.append(line);
            }
        }
        log.add(message.toString());
        return log.entries;
    }

    private void add(String message) {
        var severity = SEVERITY.matcher(message);
        if (!severity.find()) {
            return;
        }
        var text = message.substring(severity.end());
        if ("LOG".equals(severity.group(1))) {
            var head = prefix.matcher(message.substring(0, severity.start()));
            entries.add(new LogEntry(text, null, LogEntry.queryId(group(head, "query")), group(head, "database")));
        } else if ("DETAIL".equals(severity.group(1)) && !entries.isEmpty()) {
            entries.set(entries.size() - 1, entries.getLast().withDetail(text));
        }
    }

    private static @Nullable String group(Matcher head, String name) {
        if (!head.pattern().namedGroups().containsKey(name) || !head.matches()) {
            return null;
        }
        return head.group(name);
    }

    /** The prefix as a pattern that finds the query id ({@code %Q}) and the database ({@code %d}). */
    private static Pattern pattern(String linePrefix) {
        var text = new StringBuilder();
        var escape = Pattern.compile("%(-?\\d*)(.)").matcher(linePrefix);
        int at = 0;
        while (escape.find()) {
            text.append(Pattern.quote(linePrefix.substring(at, escape.start())));
            text.append(escapePattern(
                    escape.group(2).charAt(0), text.indexOf("?<query>") >= 0, text.indexOf("?<database>") >= 0));
            at = escape.end();
        }
        return Pattern.compile(
                text.append(Pattern.quote(linePrefix.substring(at))).toString(), Pattern.DOTALL);
    }

    private static String escapePattern(char escape, boolean hasQuery, boolean hasDatabase) {
        return switch (escape) {
            case 'Q' -> hasQuery ? ".*?" : " *(?<query>-?\\d+) *";
            case 'd' -> hasDatabase ? ".*?" : " *(?<database>.*?) *";
            case '%' -> "%";
            default -> ".*?";
        };
    }
}
