package io.howdah.engine.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

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

    /** Where it may be had, our looking leaves no trace in the counters: an index that we looked into was not used. */
    private String uncounted() {
        return this == READ_ONLY
                ? ", CASE WHEN pg_catalog.current_setting('is_superuser') = 'on'"
                        + " THEN pg_catalog.set_config('track_counts', 'off', false) END"
                : "";
    }

    /**
     * A query that makes the settings for the whole session, and has a row where it did: only if an option of the startup message
     * says that we are alone on a session of the server. One statement for all, since each costs a round trip.
     */
    String sessionSettings(String option, String value) {
        return sessionSettings() + " WHERE pg_catalog.current_setting('" + option + "', true) = '" + value + "'";
    }

    /** A query that makes the settings for the whole session. */
    String sessionSettings() {
        return settings().entrySet().stream()
                .map(s -> "pg_catalog.set_config('" + s.getKey() + "', '" + s.getValue() + "', false)")
                .collect(Collectors.joining(", ", "SELECT /* howdah */ ", uncounted()));
    }

    /**
     * The same for one transaction only and in any case, for sessions that a pooler shares with others. No query, since the
     * transaction's isolation level may only be set before the first.
     */
    String transactionSettings() {
        return settings().entrySet().stream()
                .filter(s -> !s.getKey().startsWith("default_"))
                .map(s -> "SET LOCAL " + s.getKey() + " = '" + s.getValue() + "'")
                .collect(Collectors.joining("; ", "/* howdah */ ", ""));
    }
}
