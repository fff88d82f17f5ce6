package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees subscriptions that do not apply: turned off, without a worker, with errors, or with tables still to be copied.
 *
 * <p>A subscription that fails holds WAL back on its publisher until the disk there is full (manual, section 29.12 on what
 * its slot keeps).
 */
public final class SubscriptionFailingRule implements Rule {

    @Override
    public String slug() {
        return "subscription-failing";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().state().subscriptions().stream()
                .map(this::examine)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> examine(ServerState.Subscription subscription) {
        long errors = count(subscription.applyErrors()) + count(subscription.syncErrors());
        if (!subscription.enabled()) {
            return Optional.of(finding(subscription, Severity.WARNING, "is turned off"));
        }
        if (Boolean.FALSE.equals(subscription.working())) {
            return Optional.of(finding(subscription, Severity.CRITICAL, "has no worker at work"));
        }
        return errors > 0
                ? Optional.of(finding(subscription, Severity.WARNING, "failed " + Amount.count(errors) + " times"))
                : Optional.empty();
    }

    private static long count(@Nullable Long errors) {
        return errors == null ? 0 : errors;
    }

    private Finding finding(ServerState.Subscription subscription, Severity severity, String what) {
        return Finding.of(
                        slug(),
                        severity,
                        "subscription " + subscription.name(),
                        "the subscription " + subscription.name() + " " + what,
                        "What it should receive is missing here, and its slot holds WAL back on the publisher until the disk there"
                                + " is full. The log says why: mostly a row that is there already, or a column that is missing.",
                        List.of(Evidence.catalog(
                                Amount.count(count(subscription.applyErrors())) + " errors while applying, "
                                        + Amount.count(count(subscription.syncErrors())) + " while copying, "
                                        + Amount.count(subscription.pending()) + " tables not copied yet")))
                .mendedBy(Remedy.of(
                        "ALTER SUBSCRIPTION " + Name.quoted(subscription.name()) + " ENABLE;",
                        "ALTER SUBSCRIPTION " + Name.quoted(subscription.name()) + " DISABLE;"));
    }
}
