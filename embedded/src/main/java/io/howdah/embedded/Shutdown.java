package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Closes every server that is open when the JVM exits, by Ctrl-C too. */
final class Shutdown {

    private static final Set<PostgresServer> OPEN = new HashSet<>();
    private static boolean hooked;
    private static boolean exiting;

    private Shutdown() {}

    /** Makes a server that will be closed; the JVM's exit waits for the making, or there is no making any more. */
    static synchronized PostgresServer make(Supplier<PostgresServer> maker) {
        try {
            if (!hooked) {
                Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::closeAll, "howdah-embedded-shutdown"));
                hooked = true;
            }
        } catch (IllegalStateException already) {
            exiting = true;
        }
        if (exiting) {
            throw new ServerException(Reason.CLOSED, "The JVM is exiting; no server is started any more.");
        }
        var server = maker.get();
        OPEN.add(server);
        return server;
    }

    static synchronized void remove(PostgresServer server) {
        OPEN.remove(server);
    }

    private static void closeAll() {
        exit().parallelStream().forEach(PostgresServer::abandon);
    }

    private static synchronized List<PostgresServer> exit() {
        exiting = true;
        return List.copyOf(OPEN);
    }
}
