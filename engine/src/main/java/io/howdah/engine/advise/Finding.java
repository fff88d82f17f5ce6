package io.howdah.engine.advise;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule saw.
 *
 * @param slug the rule's stable name, such as {@code redundant-index}
 * @param key stable identity of this finding in this database: slug and object
 * @param subject the object, as people name it
 * @param title one line
 * @param why what it costs today or what may happen, and what to do
 * @param cost what it costs today, measured
 * @param remedy how it is mended by hand
 * @param decision the ways out that are the user's to choose; null where the finding has none of its own
 */
public record Finding(
        String slug,
        String key,
        Severity severity,
        String subject,
        String title,
        String why,
        List<Evidence> evidence,
        Cost cost,
        Remedy remedy,
        @Nullable Decision decision) {

    public Finding {
        if (decision != null && !remedy.sql().isEmpty()) {
            throw new IllegalArgumentException(key + ": what is the user's to decide has no remedy beside it");
        }
    }

    /** In the order in which people should read them: by risk, then by what they cost. */
    public static final Comparator<Finding> WEIGHTIEST_FIRST = comparing(Finding::severity)
            .thenComparing(Finding::cost, Cost.DEAREST_FIRST)
            .thenComparing(Finding::key);

    /** A finding of which no cost was measured. */
    public Finding(
            String slug,
            String key,
            Severity severity,
            String subject,
            String title,
            String why,
            List<Evidence> evidence) {
        this(slug, key, severity, subject, title, why, evidence, Cost.NONE, Remedy.NONE, null);
    }

    /** The same with more reasons to believe it. */
    public Finding with(List<Evidence> more) {
        var all = Stream.concat(evidence.stream(), more.stream()).toList();
        return new Finding(slug, key, severity, subject, title, why, all, cost, remedy, decision);
    }

    /** The same with what it costs. */
    public Finding costing(Cost measured) {
        return new Finding(slug, key, severity, subject, title, why, evidence, measured, remedy, decision);
    }

    /** The same with a way to mend it by hand. */
    public Finding mendedBy(Remedy byHand) {
        return new Finding(slug, key, severity, subject, title, why, evidence, cost, byHand, decision);
    }

    /** The same with what is left to its user. */
    public Finding deciding(Decision left) {
        return new Finding(slug, key, severity, subject, title, why, evidence, cost, remedy, left);
    }

    public static Finding of(
            String slug, Severity severity, String subject, String title, String why, List<Evidence> evidence) {
        return new Finding(slug, slug + ":" + subject, severity, subject, title, why, evidence);
    }
}
