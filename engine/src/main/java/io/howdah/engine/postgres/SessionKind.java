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
        settings.put("IntervalStyle", "postgres");
        settings.put("standard_conforming_strings", "on");
        settings.put("bytea_output", "hex");
        settings.put("quote_all_identifiers", "off");
        return settings;
    }

    /** Command line options of the server's process, marked so that a pooler that swallows them is noticed. */
    String startupOptions(String given) {
        return given
                + settings().entrySet().stream()
                        .map(s -> " -c " + s.getKey() + "=" + s.getValue().replace(" ", "\\ "))
                        .collect(Collectors.joining())
                + " -c howdah.session=direct";
    }

    /** The same for one transaction only, for sessions that a pooler shares with others. */
    String transactionSettings() {
        return settings().entrySet().stream()
                .filter(s -> !s.getKey().startsWith("default_"))
                .map(s -> "SET LOCAL " + s.getKey() + " = '" + s.getValue() + "'")
                .collect(Collectors.joining("; ", "/* howdah */ ", "; SET LOCAL TimeZone = 'UTC'"));
    }
}
