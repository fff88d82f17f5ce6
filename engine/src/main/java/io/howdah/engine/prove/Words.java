package io.howdah.engine.prove;

import io.howdah.engine.advise.Evidence;
import java.util.Locale;
import java.util.Map;

/** What was measured of an index, in words. */
final class Words {

    private Words() {}

    static String slower(Tried.Run run) {
        return "on the copy it made a statement slower, from " + ms(run.withoutMs()) + " to " + ms(run.withMs()) + ": "
                + run.statement().text();
    }

    static String harm(double withMs, double gainMs) {
        return "on the copy the statements that used it took " + ms(withMs) + " with it and " + ms(withMs + gainMs)
                + " without";
    }

    static Evidence evidence(double withMs, double gainMs) {
        return new Evidence(
                Evidence.Label.MEASURED,
                "on the copy, beside the other indexes: " + ms(withMs + gainMs) + " → " + ms(withMs)
                        + " for all calls of the statements that use it",
                Map.of("before_ms", withMs + gainMs, "after_ms", withMs));
    }

    static String ms(double ms) {
        return ms < 10 ? String.format(Locale.ROOT, "%.2f ms", ms) : String.format(Locale.ROOT, "%,.0f ms", ms);
    }
}
