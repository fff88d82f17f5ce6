package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import java.util.Optional;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Knows one form of statement that another form of the same meaning may beat. What it writes is a conjecture about speed, never
 * about rows: it writes only what the catalog proves to give the same rows.
 */
public interface Rewriter {

    /** The stable name, in lower case with hyphens; also the name of its page. */
    String slug();

    /** One line: what the statement does that it need not. */
    String title();

    /** Why the other form may be faster, and why its rows are the same. */
    String why();

    /**
     * Whether the other form is worth having only if it is faster; else it says plainly what is meant, and must not be measured slower or
     * must cost no more by the planner's estimate.
     */
    default boolean isForSpeed() {
        return true;
    }

    /**
     * The other form, or why there is none.
     *
     * @param select the statement, which may be changed in place
     * @return empty where the statement is not of the form
     */
    Optional<Attempt> rewrite(Select select, Catalog catalog);
}
