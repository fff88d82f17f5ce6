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
 * Sees subscriptions that do not apply: turned off, without a worker, or with errors. Tables still to be copied are told beside it;
 * by themselves they are no fault, since a copy takes its time.
 *
 * <p>A subscription that fails holds WAL back on its publisher until the disk there is full (manual, section 29.12 on what
 * its slot keeps). What is turned off is turned on again; what fails is on and tries again by itself, so that only its cause can be
 * mended, or the transaction left out (manual, section 29.7 on conflicts).
 */
public final class SubscriptionFailingRule implements Rule {

    /** ALTER SUBSCRIPTION … SKIP, and the place in the log that it asks for. */
    private static final int SKIP_SINCE = 15;

    private static final String MISSING = "What it should receive is missing here, and its slot holds WAL back on the"
            + " publisher until the disk there is full. ";

    private static final String OFF =
            "If an error made somebody, or disable_on_error, turn it off, mend that first: the log"
                    + " names it, and it would fail again at once.";

    private static final String FAILING =
            "It is on and tries again by itself, so the cause is what must be mended. The log"
                    + " names the conflict: mostly a row that is there already, or a column that is missing.";

    private static final String UNSTARTED =
            "No error of its own was counted, so it does not come to applying: the log says whether the publisher cannot be"
                    + " reached or refuses it, its slot is gone, or max_logical_replication_workers is used up.";

    @Override
    public String slug() {
        return "subscription-failing";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().state().subscriptions().stream()
                .filter(s -> !scene.catalog().server().inRecovery())
                .map(s -> examine(s, scene.catalog().server().major()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> examine(ServerState.Subscription subscription, int major) {
        long errors = count(subscription.applyErrors()) + count(subscription.syncErrors());
        if (!subscription.enabled()) {
            return Optional.of(finding(subscription, Severity.WARNING, "is turned off", OFF)
                    .mendedBy(turnedOn(Name.quoted(subscription.name()))));
        }
        var why = FAILING + leftOut(subscription, major);
        if (Boolean.FALSE.equals(subscription.working())) {
            boolean counted = subscription.applyErrors() != null && subscription.syncErrors() != null;
            return Optional.of(finding(
                    subscription,
                    Severity.CRITICAL,
                    "has no worker at work",
                    counted && errors == 0 ? UNSTARTED : why));
        }
        return errors > 0
                ? Optional.of(finding(subscription, Severity.WARNING, "failed " + Amount.count(errors) + " times", why))
                : Optional.empty();
    }

    private static Remedy turnedOn(String name) {
        return Remedy.of("ALTER SUBSCRIPTION " + name + " ENABLE;", "ALTER SUBSCRIPTION " + name + " DISABLE;");
    }

    /** How a transaction is left out that cannot be applied; of a first copy nothing can be left out. */
    private static String leftOut(ServerState.Subscription subscription, int major) {
        if (count(subscription.applyErrors()) == 0 && count(subscription.syncErrors()) > 0) {
            return " The copy of the table begins anew then.";
        }
        return " Where its transaction can be done without, it is left out as a whole: "
                + (major >= SKIP_SINCE
                        ? "ALTER SUBSCRIPTION " + Name.quoted(subscription.name())
                                + " SKIP (lsn = '…'), with the place at which the log says that it finished."
                        : "pg_replication_origin_advance() to behind it, while the subscription is turned off.");
    }

    private static long count(@Nullable Long errors) {
        return errors == null ? 0 : errors;
    }

    private Finding finding(ServerState.Subscription subscription, Severity severity, String what, String why) {
        return Finding.of(
                slug(),
                severity,
                "subscription " + subscription.name(),
                "the subscription " + subscription.name() + " " + what,
                MISSING + why,
                List.of(Evidence.catalog(Amount.count(count(subscription.applyErrors())) + " errors while applying, "
                        + Amount.count(count(subscription.syncErrors())) + " while copying, "
                        + Amount.count(subscription.pending()) + " tables not copied yet")));
    }
}
