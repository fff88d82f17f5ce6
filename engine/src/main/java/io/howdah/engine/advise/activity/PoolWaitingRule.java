package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Pooler.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sees clients of a pooler that wait for a connection to the server: now, or on the whole since PgBouncer began to count. The server
 * itself knows nothing of them and looks idle.
 */
public final class PoolWaitingRule implements Rule {

    private static final Threshold SECONDS = new Threshold(
            "pool-waiting.seconds", 1, "seconds", "ours: longer than any page should take altogether");
    private static final Threshold SHARE = new Threshold(
            "pool-waiting.share",
            0.1,
            "of a transaction's time",
            "ours: a tenth on top of the work itself, and far more of it at peaks");

    /** Nobody feels less. */
    private static final double LEAST_MS = 1;

    @Override
    public String slug() {
        return "pool-waiting";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var pooler = scene.pooler();
        return pooler == null ? List.of() : examine(scene, pooler);
    }

    private List<Finding> examine(Scene scene, Pooler pooler) {
        var findings = new ArrayList<Finding>();
        var databases = pooler.pools().stream().map(Pool::database).distinct().toList();
        for (var database : databases) {
            var pools = pooler.of(database);
            var stuck = pools.stream()
                    .filter(p -> p.waiting() > 0 && p.waitSeconds() >= scene.of(SECONDS))
                    .toList();
            stuck.forEach(p -> findings.add(now(scene, p)));
            if (stuck.isEmpty() && waitsOnTheWhole(scene, pools.getFirst())) {
                findings.add(onTheWhole(pools));
            }
        }
        return List.copyOf(findings);
    }

    private static boolean waitsOnTheWhole(Scene scene, Pool pool) {
        return pool.meanWaitMs() >= LEAST_MS && pool.meanWaitMs() >= scene.of(SHARE) * pool.meanMs();
    }

    private Finding now(Scene scene, Pool pool) {
        return Finding.of(
                slug(),
                Severity.WARNING,
                pool.name(),
                "%s of %s %s for a connection, the first for %s"
                        .formatted(
                                pool.waiting() == 1 ? "1 client" : Amount.count(pool.waiting()) + " clients",
                                pool.name(),
                                pool.waiting() == 1 ? "waits" : "wait",
                                Amount.duration(pool.waitSeconds())),
                "The application sees this as slow statements, and the server does not see it at all. " + remedy(scene, pool),
                List.of(evidence(pool)));
    }

    private static String remedy(Scene scene, Pool pool) {
        if (pool.busy() < pool.size()) {
            return "The pool is not full: it is paused, or the server refuses connections or is slow to give them; PgBouncer's log"
                    + " says which.";
        }
        long thinking = scene.catalog().activity().sessions().stream()
                .filter(s -> pool.user().equals(s.user()) && pool.server().equals(s.database()))
                .filter(s -> s.state() != null && s.state().startsWith("idle in transaction"))
                .count();
        if (thinking > 0) {
            return "%d of its connections rest inside of a transaction while the application does something else: end those transactions"
                    .formatted(thinking)
                    + " earlier before anything is made larger.";
        }
        if (pool.mode().equals("session")) {
            return "Pooling by session keeps a connection for a client until it leaves; by transaction many share it, once session-state"
                    + " found nothing that this would break.";
        }
        return "All its connections are at work: shorten the statements that take most of the time, or give it more"
                + " (default_pool_size, or pool_size of the database) while the server has cores to spare.";
    }

    private Finding onTheWhole(List<Pool> pools) {
        var pool = pools.getFirst();
        return Finding.of(
                slug(),
                Severity.NOTICE,
                pool.database(),
                String.format(
                        Locale.ROOT,
                        "transactions of %s wait %.1f ms for a connection and take %.1f ms",
                        pool.database(),
                        pool.meanWaitMs(),
                        pool.meanMs()),
                "At peaks it is far more than this mean since PgBouncer began to count. Shorter transactions help most; then a larger pool,"
                        + " while the server has cores to spare.",
                pools.stream().map(PoolWaitingRule::evidence).toList());
    }

    private static Evidence evidence(Pool pool) {
        return new Evidence(
                Evidence.Label.CATALOG,
                "%s, by %s: %d clients at work, %d waiting; %d of %d connections to the server busy"
                        .formatted(
                                pool.name(), pool.mode(), pool.active(), pool.waiting(), pool.busy(), pool.size()),
                Map.of(
                        "active", (double) pool.active(),
                        "waiting", (double) pool.waiting(),
                        "wait_seconds", pool.waitSeconds(),
                        "busy", (double) pool.busy(),
                        "size", (double) pool.size()));
    }
}
