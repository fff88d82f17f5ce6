package io.howdah.engine.advise;

import java.util.List;

/**
 * What a rule saw.
 *
 * @param slug the rule's stable name, such as {@code redundant-index}
 * @param key stable identity of this finding in this database: slug and object
 * @param subject the object, as people name it
 * @param title one line
 * @param why what it costs today or what may happen, and what to do
 */
public record Finding(
        String slug, String key, Severity severity, String subject, String title, String why, List<Evidence> evidence) {

    public static Finding of(
            String slug, Severity severity, String subject, String title, String why, List<Evidence> evidence) {
        return new Finding(slug, slug + ":" + subject, severity, subject, title, why, evidence);
    }
}
