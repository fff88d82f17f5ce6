package io.howdah.engine.read;

import org.jspecify.annotations.Nullable;

/**
 * One message of a server's log, its continuation lines joined.
 *
 * @param detail the DETAIL that belongs to it
 * @param queryId null where the log does not tell, or tells zero
 * @param database null where the log does not tell
 */
record LogEntry(
        String message,
        @Nullable String detail,
        @Nullable Long queryId,
        @Nullable String database) {

    LogEntry withDetail(String text) {
        return new LogEntry(message, text, queryId, database);
    }

    /** The query id in a log's field; null for none. */
    static @Nullable Long queryId(@Nullable String field) {
        return field == null || !field.matches("-?[1-9]\\d{0,18}") ? null : Long.valueOf(field);
    }
}
