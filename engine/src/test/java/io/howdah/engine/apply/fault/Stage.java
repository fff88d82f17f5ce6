package io.howdah.engine.apply.fault;

import io.howdah.testkit.OwnServer;
import io.howdah.testkit.Role;
import io.howdah.testkit.ServerUnderTest;
import java.util.Map;

/** A server for many lives, with the roles of the application and of the tool. */
record Stage(OwnServer server, Role writer, Role tool) implements AutoCloseable {

    /** Who of the application waits for a lock longer than this is seen in the server's log. */
    private static final int NOTICED_MILLIS = 200;

    static Stage open() {
        return open(Map.of());
    }

    static Stage open(Map<String, String> settings) {
        var all = new java.util.HashMap<>(Map.of(
                "autovacuum", "off",
                "max_prepared_transactions", "10",
                "wal_level", "logical",
                "log_lock_waits", "on",
                "log_line_prefix", "%d|%a|%p|",
                "shared_buffers", "64MB",
                "max_wal_size", "256MB"));
        all.putAll(settings);
        var server = OwnServer.start(ServerUnderTest.defaultMajor(), all);
        var writer = server.role("Wri ter", "");
        var tool = server.role("To ol", "superuser");
        var db = server.database();
        db.execute("alter role \"Wri ter\" set deadlock_timeout = '" + NOTICED_MILLIS + "ms'");
        server.drop(db);
        return new Stage(server, writer, tool);
    }

    @Override
    public void close() {
        server.close();
    }
}
