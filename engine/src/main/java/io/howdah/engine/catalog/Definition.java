package io.howdah.engine.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is neither relation, type nor function, as the SQL that makes it.
 *
 * @param name for people
 * @param on the relation that it belongs to; null where it belongs to none
 * @param createSql one or several statements with qualified names; empty where it cannot be made without its extension
 * @param extension the extension that it came with; null where it came with none
 */
public record Definition(
        Kind kind,
        String name,
        @Nullable QualifiedName on,
        String createSql,
        @Nullable String extension) {

    /** In the order in which most of them can be made. */
    public enum Kind {
        COLLATION,
        TEXT_SEARCH_DICTIONARY,
        TEXT_SEARCH_CONFIGURATION,
        CAST,
        AGGREGATE,
        OPERATOR,
        OPERATOR_CLASS,
        RULE,
        /** INSTEAD OF on a view: without it the view cannot be written. */
        TRIGGER,
        /** Of row-level security. */
        POLICY;

        /** As people say it. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
