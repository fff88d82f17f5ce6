package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Closes every server that is open when the JVM exits, by Ctrl-C too. */
final class Shutdown {

    private static final Set<PostgresServer> OPEN = ConcurrentHashMap.newKeySet();
    private static boolean hooked;

    private Shutdown() {}

    static synchronized void add(PostgresServer server) {
        try {
            if (!hooked) {
                Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::closeAll, "howdah-embedded-shutdown"));
                hooked = true;
            }
            OPEN.add(server);
        } catch (IllegalStateException exiting) {
            throw new ServerException(Reason.CLOSED, "The JVM is exiting; no server is started any more.", exiting);
        }
    }

    static void remove(PostgresServer server) {
        OPEN.remove(server);
    }

    private static void closeAll() {
        OPEN.parallelStream().forEach(PostgresServer::abandon);
    }
}
