package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * Sees published tables of which updates and deletes fail, since no row of theirs can be told from others.
 *
 * <p>A table without a primary key needs REPLICA IDENTITY USING INDEX or FULL to be published for them (manual, section
 * 29.1.1).
 */
public final class ReplicaIdentityRule implements Rule {

    @Override
    public String slug() {
        return "replica-identity-missing";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().state().withoutIdentity().stream()
                .map(this::finding)
                .toList();
    }

    private Finding finding(QualifiedName table) {
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        "table " + table,
                        "updates and deletes of " + table + " fail: it is published and has no replica identity",
                        "The statement fails on this server, not only on the subscriber. A primary key is best; FULL sends whole old"
                                + " rows and is slow on the subscriber.",
                        List.of(Evidence.catalog("published for updates or deletes, without primary key")))
                .mendedBy(Remedy.of(
                        "ALTER TABLE " + table.quoted() + " REPLICA IDENTITY FULL;",
                        "ALTER TABLE " + table.quoted() + " REPLICA IDENTITY DEFAULT;"));
    }
}
