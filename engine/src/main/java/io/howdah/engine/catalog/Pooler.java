package io.howdah.engine.catalog;

import java.util.List;

/**
 * A PgBouncer at one moment, as its console shows it (SHOW POOLS, SHOW STATS, SHOW DATABASES, SHOW CONFIG).
 *
 * @param version such as {@code 1.18.0}
 * @param mostClients {@code max_client_conn}; beyond it clients are refused
 * @param pools one for each database and user; that of the console left out
 */
public record Pooler(String version, int mostClients, List<Pool> pools) {

    /** Of all pools. */
    public long clients() {
        return pools.stream().mapToLong(Pool::clients).sum();
    }

    /** Of one database, by the name that clients use. */
    public List<Pool> of(String database) {
        return pools.stream().filter(p -> p.database().equals(database)).toList();
    }

    /**
     * The connections to the server that clients of one database and user share.
     *
     * @param database by the name that clients use
     * @param server the database's name on the server
     * @param mode session, transaction or statement
     * @param active clients at work, or that hold a connection to the server
     * @param waiting clients that asked for something and have no connection to the server
     * @param waitSeconds how long the first of those has waited
     * @param busy connections to the server that are with a client
     * @param size how many connections to the server the pool may have, with its reserve
     * @param databaseSize how many all pools of the database may have; 0 without limit
     * @param meanWaitMs time that a transaction of this database waited for a connection, since PgBouncer began to count; 0 before the first
     * @param meanMs time that a transaction of this database took, likewise
     */
    public record Pool(
            String database,
            String server,
            String user,
            String mode,
            long active,
            long waiting,
            double waitSeconds,
            long busy,
            int size,
            int databaseSize,
            double meanWaitMs,
            double meanMs) {

        public long clients() {
            return active + waiting;
        }

        /** As people name it. */
        public String name() {
            return user + "@" + database;
        }
    }
}
