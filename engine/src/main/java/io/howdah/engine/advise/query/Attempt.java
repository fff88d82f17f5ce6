package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.IndexDefinition;
import java.util.List;

/** What came of writing a statement otherwise. */
public sealed interface Attempt {

    /**
     * Another form.
     *
     * @param sql the statement in its other form
     * @param conditions under which it may take the place of the first, for people to read
     * @param needs indexes without which it can hardly be faster
     */
    record Rewritten(String sql, List<String> conditions, List<IndexDefinition> needs) implements Attempt {

        /** A form that needs nothing. */
        public Rewritten(String sql) {
            this(sql, List.of(), List.of());
        }
    }

    /**
     * A form of pagination that goes on from the last row seen. It is another call of the application, with the same rows.
     *
     * @param settled the page as before, by an order that leaves no two rows equal
     * @param edge what the last row before the page holds in the columns of the order
     * @param keys names under which the last row's values stand in {@code next}, each behind a colon
     * @param types of the keys, as SQL writes them
     * @param next the page by the last row's values
     */
    record Keyset(
            String settled,
            String edge,
            List<String> keys,
            List<String> types,
            String next,
            List<String> conditions,
            List<IndexDefinition> needs)
            implements Attempt {}

    /** The form is there, but other rows might come. */
    record Refused(String reason) implements Attempt {}
}
