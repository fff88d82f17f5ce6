package io.howdah.engine.catalog;

import java.util.List;

/**
 * A PgBouncer at one moment, as its console shows it (SHOW POOLS, SHOW STATS, SHOW DATABASES, SHOW CONFIG). Of several processes on one port
 * the console shows one.
 *
 * @param version such as {@code 1.18.0}
 * @param mostClients {@code max_client_conn}; beyond it clients are refused
 * @param mostForUser {@code max_user_connections}: connections to servers for one user; 0 without limit
 * @param databases those that clients may ask for; the console left out
 */
public record Pooler(String version, int mostClients, int mostForUser, List<Database> databases) {

    /** All that are connected, idle ones too. */
    public long clients() {
        return databases.stream()
                .flatMap(d -> d.pools().stream())
                .mapToLong(Pool::clients)
                .sum();
    }

    /**
     * A database as clients name it.
     *
     * @param server the database's name on its server
     * @param place host and port of that server
     * @param stopped whether it is paused or disabled
     * @param size connections to the server that each of its pools may have
     * @param reserve how many more after clients have waited for a while
     * @param mostConnections that all its pools may have together; 0 without limit
     * @param connections that they have
     * @param transactions since PgBouncer began to count
     * @param meanWaitMs time that one of those waited for a connection; 0 where there were none
     * @param meanMs time that one of those took; 0 where there were none
     * @param waitedLately whether any client waited in the last period of statistics, a minute by default
     */
    public record Database(
            String name,
            String server,
            String place,
            boolean stopped,
            int size,
            int reserve,
            int mostConnections,
            int connections,
            double transactions,
            double meanWaitMs,
            double meanMs,
            boolean waitedLately,
            List<Pool> pools) {}

    /**
     * The connections to a server that clients of one database and user share.
     *
     * @param mode session, transaction or statement
     * @param active clients that are served or ask for nothing
     * @param waiting clients that asked for something and have no connection to the server
     * @param waitSeconds how long the first of those has waited
     * @param busy connections to the server that are with a client
     * @param open connections to the server in any state
     */
    public record Pool(String user, String mode, long active, long waiting, double waitSeconds, long busy, long open) {

        public long clients() {
            return active + waiting;
        }
    }
}
