package io.howdah.engine.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a session may do and how long it may wait, as settings of the server. */
enum SessionKind {
    /** Half a minute is more than any of our reads of the catalogs needs; a lock that is not free at once is not waited for. */
    READ_ONLY("on", "30s", "1s", "60s"),
    /** Statements run as long as their step allows; locks are asked for shortly and again. */
    WRITING("off", "0", "2s", "300s");

    private final String readOnly;
    private final String statementTimeout;
    private final String lockTimeout;
    private final String idleTimeout;

    SessionKind(String readOnly, String statementTimeout, String lockTimeout, String idleTimeout) {
        this.readOnly = readOnly;
        this.statementTimeout = statementTimeout;
        this.lockTimeout = lockTimeout;
        this.idleTimeout = idleTimeout;
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("default_transaction_read_only", readOnly);
        settings.put("default_transaction_isolation", "read committed");
        settings.put("statement_timeout", statementTimeout);
        settings.put("lock_timeout", lockTimeout);
        settings.put("idle_in_transaction_session_timeout", idleTimeout);
        settings.put("search_path", "pg_catalog");
        settings.put("TimeZone", "UTC");
        settings.put("IntervalStyle", "postgres");
        settings.put("standard_conforming_strings", "on");
        settings.put("bytea_output", "hex");
        settings.put("quote_all_identifiers", "off");
        return settings;
    }

    /** The settings for the whole session, for a server that the session is on alone. */
    String sessionSettings() {
        return settings("SET ", settings().entrySet().stream());
    }

    /** The same for one transaction only, for sessions that a pooler shares with others. */
    String transactionSettings() {
        return settings(
                "SET LOCAL ",
                settings().entrySet().stream().filter(s -> !s.getKey().startsWith("default_")));
    }

    private static String settings(String verb, Stream<Map.Entry<String, String>> settings) {
        return settings.map(s -> verb + s.getKey() + " = '" + s.getValue() + "'")
                .collect(Collectors.joining("; ", "/* howdah */ ", ""));
    }
}
