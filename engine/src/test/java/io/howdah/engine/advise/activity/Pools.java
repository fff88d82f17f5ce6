package io.howdah.engine.advise.activity;

import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Pooler.Pool;
import java.util.List;

/** Poolers made by hand. */
final class Pools {

    private Pools() {}

    static Pooler of(int mostClients, Pool... pools) {
        return new Pooler("1.23.1", mostClients, List.of(pools));
    }

    /** By transaction, with 20 connections, all idle. */
    static Pool quiet(String user, String database) {
        return new Pool(database, database, user, "transaction", 10, 0, 0, 0, 20, 0, 0.1, 5);
    }

    static Pool mode(Pool pool, String mode) {
        return new Pool(
                pool.database(),
                pool.server(),
                pool.user(),
                mode,
                pool.active(),
                pool.waiting(),
                pool.waitSeconds(),
                pool.busy(),
                pool.size(),
                pool.databaseSize(),
                pool.meanWaitMs(),
                pool.meanMs());
    }

    static Pool waiting(String user, String database, long clients, double seconds, long busy) {
        return new Pool(database, database, user, "transaction", 20, clients, seconds, busy, 20, 0, 0.1, 5);
    }

    static Pool slow(String user, String database, double meanWaitMs, double meanMs) {
        return new Pool(database, database, user, "transaction", 10, 0, 0, 5, 20, 0, meanWaitMs, meanMs);
    }

    static Pool sized(String user, String database, String server, int size, int databaseSize) {
        return new Pool(database, server, user, "transaction", 1, 0, 0, 0, size, databaseSize, 0, 0);
    }

    static Pool clients(long active, long waiting) {
        return new Pool("shop", "shop", "app", "transaction", active, waiting, 0.1, 20, 20, 0, 0, 5);
    }
}
