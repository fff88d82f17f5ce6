package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;

/** Sees a pooler that is about to refuse clients: {@code max_client_conn} of PgBouncer. */
public final class PoolClientsRule implements Rule {

    private static final Threshold WARNING = new Threshold(
            "pool-clients.used",
            0.8,
            "share of max_client_conn",
            "ours: a restarted application takes the rest at once");
    private static final Threshold CRITICAL = new Threshold(
            "pool-clients.critical",
            0.95,
            "share of max_client_conn",
            "ours: the next application that grows is refused");

    @Override
    public String slug() {
        return "pool-clients";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARNING, CRITICAL);
    }

    @Override
    public boolean looksAt(Scene scene) {
        return scene.pooler() != null;
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var pooler = scene.pooler();
        if (pooler == null || pooler.mostClients() <= 0) {
            return List.of();
        }
        double clients = pooler.clients();
        double most = pooler.mostClients();
        if (clients < scene.of(WARNING) * most) {
            return List.of();
        }
        var title = "%s of %s clients that PgBouncer lets in are there"
                .formatted(Amount.count(clients), Amount.count(most));
        return List.of(Finding.of(
                slug(),
                clients >= scene.of(CRITICAL) * most ? Severity.CRITICAL : Severity.WARNING,
                "pgbouncer",
                title,
                "At the limit every further client is refused. A client costs PgBouncer some kB only: raise"
                        + " max_client_conn, and the limit of open files with it.",
                List.of(new Evidence(Evidence.Label.CATALOG, title, Map.of("clients", clients, "limit", most)))));
    }
}
