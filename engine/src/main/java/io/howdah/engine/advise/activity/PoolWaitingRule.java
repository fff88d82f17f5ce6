package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Pooler.Database;
import io.howdah.engine.catalog.Pooler.Pool;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sees clients of a pooler that wait for a connection to the server: now, or on the whole since PgBouncer began to count. The server
 * itself knows nothing of them and looks idle.
 */
public final class PoolWaitingRule implements Rule {

    private static final String NOT_FULL = "The pool is not full: the server refuses connections or is slow to give"
            + " them, or max_user_connections is reached; PgBouncer's log says which.";

    private static final String BY_SESSION = "Pooling by session keeps a connection for a client until it leaves; by"
            + " transaction many share it, once session-state found nothing that this would break.";

    private static final String ALL_AT_WORK = "All its connections are at work: shorten the statements that take most"
            + " of the time, or give it more (default_pool_size, or pool_size of the database) while the server has"
            + " cores to spare.";

    private static final Threshold SECONDS =
            new Threshold("pool-waiting.seconds", 1, "seconds", "ours: longer than any page should take altogether");
    private static final Threshold SHARE = new Threshold(
            "pool-waiting.share",
            0.1,
            "of a transaction's time",
            "ours: a tenth on top of the work itself, and far more of it at peaks");

    /** Nobody feels less. */
    private static final double LEAST_MS = 1;

    /** A mean of fewer transactions is that of the first connections, which take long to open. */
    private static final double LEAST_TRANSACTIONS = 1000;

    @Override
    public String slug() {
        return "pool-waiting";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS, SHARE);
    }

    @Override
    public boolean looksAt(Scene scene) {
        return scene.pooler() != null;
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var pooler = scene.pooler();
        return pooler == null
                ? List.of()
                : pooler.databases().stream()
                        .flatMap(database -> examine(scene, database).stream())
                        .toList();
    }

    private List<Finding> examine(Scene scene, Database database) {
        var stuck = database.pools().stream()
                .filter(p -> p.waiting() > 0 && p.waitSeconds() >= scene.of(SECONDS))
                .toList();
        if (stuck.isEmpty()) {
            return waitsOnTheWhole(scene, database) ? List.of(onTheWhole(database)) : List.of();
        }
        return stuck.stream().map(p -> now(scene, database, p)).toList();
    }

    private static boolean waitsOnTheWhole(Scene scene, Database database) {
        return database.waitedLately()
                && database.transactions() >= LEAST_TRANSACTIONS
                && database.meanWaitMs() >= LEAST_MS
                && database.meanWaitMs() >= scene.of(SHARE) * database.meanMs();
    }

    private Finding now(Scene scene, Database database, Pool pool) {
        var name = name(database, pool);
        return Finding.of(
                slug(),
                Severity.WARNING,
                name,
                "%s of %s %s for a connection, the first for %s"
                        .formatted(
                                pool.waiting() == 1 ? "1 client" : Amount.count(pool.waiting()) + " clients",
                                name,
                                pool.waiting() == 1 ? "waits" : "wait",
                                Amount.duration(pool.waitSeconds())),
                "The application sees this as slow statements, and the server does not see it at all. "
                        + remedy(scene, database, pool),
                List.of(evidence(database, pool)));
    }

    private static String name(Database database, Pool pool) {
        return pool.user() + "@" + database.name();
    }

    private static String remedy(Scene scene, Database database, Pool pool) {
        if (database.stopped()) {
            return "The database is paused or disabled: RESUME or ENABLE on the console lets them on.";
        }
        if (database.mostConnections() > 0 && database.connections() >= database.mostConnections()) {
            return "All pools of the database together have the connections that max_db_connections gives them: end"
                    + " transactions earlier, or give more while the server has cores to spare.";
        }
        return pool.busy() < database.size() ? NOT_FULL : remedyOfFull(scene, database, pool);
    }

    private static String remedyOfFull(Scene scene, Database database, Pool pool) {
        long thinking = scene.catalog().activity().sessions().stream()
                .filter(s -> pool.user().equals(s.user()) && database.server().equals(s.database()))
                .filter(s -> s.state() != null && s.state().startsWith("idle in transaction"))
                .count();
        if (thinking > 0) {
            return ("%d of its connections %s inside of a transaction while the application does something else:"
                            + " end those transactions earlier before anything is made larger.")
                    .formatted(thinking, thinking == 1 ? "rests" : "rest");
        }
        return pool.mode().equals("session") ? BY_SESSION : ALL_AT_WORK;
    }

    private Finding onTheWhole(Database database) {
        return Finding.of(
                slug(),
                Severity.NOTICE,
                database.name(),
                String.format(
                        Locale.ROOT,
                        "transactions of %s wait %.1f ms for a connection and take %.1f ms",
                        database.name(),
                        database.meanWaitMs(),
                        database.meanMs()),
                "That is the mean since PgBouncer began to count, and clients waited in its last period too; at peaks it"
                        + " is far more. Shorter transactions help most; then a larger pool, while the server has"
                        + " cores to spare.",
                database.pools().stream().map(p -> evidence(database, p)).toList());
    }

    private static Evidence evidence(Database database, Pool pool) {
        return new Evidence(
                Evidence.Label.CATALOG,
                "%s, by %s: %d clients, %d of them waiting; %d of %d connections to the server busy"
                        .formatted(
                                name(database, pool),
                                pool.mode(),
                                pool.clients(),
                                pool.waiting(),
                                pool.busy(),
                                database.size()),
                Map.of(
                        "clients", (double) pool.clients(),
                        "waiting", (double) pool.waiting(),
                        "wait_seconds", pool.waitSeconds(),
                        "busy", (double) pool.busy(),
                        "size", (double) database.size()));
    }
}
