package io.howdah.engine.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code csvlog} files, whose columns have been the same since 14 (manual, section 19.8.4). */
final class CsvLog {

    private static final int DATABASE = 2;
    private static final int SEVERITY = 11;
    private static final int MESSAGE = 13;
    private static final int DETAIL = 14;
    private static final int QUERY_ID = 25;

    private CsvLog() {}

    /** The first line may be the end of one that was cut off, and is then left out. */
    static List<LogEntry> entries(String text) {
        var entries = new ArrayList<LogEntry>();
        for (var fields : Csv.rows(text)) {
            if (fields.size() > QUERY_ID && "LOG".equals(fields.get(SEVERITY))) {
                entries.add(new LogEntry(
                        fields.get(MESSAGE),
                        emptyAsNull(fields.get(DETAIL)),
                        LogEntry.queryId(fields.get(QUERY_ID)),
                        emptyAsNull(fields.get(DATABASE))));
            }
        }
        return entries;
    }

    private static @Nullable String emptyAsNull(String field) {
        return field.isEmpty() ? null : field;
    }
}
