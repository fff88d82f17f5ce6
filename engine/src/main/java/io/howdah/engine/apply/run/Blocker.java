package io.howdah.engine.apply.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session that a statement waits for.
 *
 * @param pid its process; 0 for a prepared transaction
 * @param transactionAge null where it is not visible to our role
 * @param query what it runs or ran last, cut; null where it is not visible
 */
public record Blocker(
        int pid,
        @Nullable String user,
        @Nullable String application,
        @Nullable String kind,
        @Nullable Duration transactionAge,
        @Nullable String query) {

    /** Whether it is the automatic vacuum that nothing should stop: the one against transaction id wraparound. */
    public boolean wraparoundVacuum() {
        return query != null && query.startsWith("autovacuum:") && query.contains("(to prevent wraparound)");
    }

    /** Whether it is an automatic vacuum or analyze that may be made to step aside. */
    public boolean automaticVacuum() {
        return "autovacuum worker".equals(kind) && !wraparoundVacuum();
    }

    /** In a few words, for people. */
    @Override
    public String toString() {
        if (pid == 0) {
            return "a prepared transaction";
        }
        var text = new StringBuilder("process ").append(pid);
        if (wraparoundVacuum()) {
            return text.append(", the automatic vacuum that prevents transaction id wraparound")
                    .toString();
        }
        if (user != null) {
            text.append(" of ").append(user);
        }
        if (application != null && !application.isBlank()) {
            text.append(" (").append(application).append(')');
        }
        if (transactionAge != null) {
            text.append(", in a transaction for ")
                    .append(transactionAge.toSeconds())
                    .append(" s");
        }
        return text.toString();
    }
}
