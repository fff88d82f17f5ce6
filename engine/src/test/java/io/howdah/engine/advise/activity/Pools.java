package io.howdah.engine.advise.activity;

import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Pooler.Database;
import io.howdah.engine.catalog.Pooler.Pool;
import java.util.List;

/** A database behind a PgBouncer, made by hand: quiet, with 20 connections to the server for each pool, unless said otherwise. */
final class Pools {

    private final List<Pool> pools;
    private String name = "shop";
    private String served = "shop";
    private String place = "db:5432";
    private boolean stopped;
    private int size = 20;
    private int reserve;
    private int most;
    private int connections;
    private double transactions = 1_000_000;
    private double meanWaitMs;
    private double meanMs = 5;
    private boolean waitedLately;

    private Pools(List<Pool> pools) {
        this.pools = pools;
    }

    static Pooler pooler(int mostClients, Pools... databases) {
        return pooler(mostClients, 0, databases);
    }

    static Pooler pooler(int mostClients, int mostForUser, Pools... databases) {
        return new Pooler(
                "1.23.1",
                mostClients,
                mostForUser,
                List.of(databases).stream().map(Pools::database).toList());
    }

    static Pools of(Pool... pools) {
        return new Pools(List.of(pools));
    }

    /** By transaction, nobody waits. */
    static Pool quiet(String user) {
        return new Pool(user, "transaction", 10, 0, 0, 2, 5);
    }

    static Pool waiting(String mode, long clients, double seconds, long busy) {
        return new Pool("app", mode, 40, clients, seconds, busy, busy);
    }

    static Pool unused(String user) {
        return new Pool(user, "transaction", 0, 0, 0, 0, 0);
    }

    Pools name(String other) {
        name = other;
        return this;
    }

    /** Its name on its server. */
    Pools serving(String database) {
        served = database;
        return this;
    }

    Pools at(String server) {
        place = server;
        return this;
    }

    Pools paused() {
        stopped = true;
        return this;
    }

    Pools sized(int ofEach, int inReserve) {
        size = ofEach;
        reserve = inReserve;
        return this;
    }

    Pools most(int ofAll, int now) {
        most = ofAll;
        connections = now;
        return this;
    }

    Pools means(double waitMs, double ms, double count, boolean lately) {
        meanWaitMs = waitMs;
        meanMs = ms;
        transactions = count;
        waitedLately = lately;
        return this;
    }

    private Database database() {
        return new Database(
                name,
                served,
                place,
                stopped,
                size,
                reserve,
                most,
                connections,
                transactions,
                meanWaitMs,
                meanMs,
                waitedLately,
                pools);
    }
}
