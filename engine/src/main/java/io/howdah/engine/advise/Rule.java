package io.howdah.engine.advise;

import io.howdah.engine.catalog.Catalog;
import java.util.List;

/** Looks at a catalog and says what it saw. One class, one page under docs/rules, one test class. */
public interface Rule {

    /** The rule's stable name, in lower case with hyphens; also the name of its page. */
    String slug();

    List<Finding> examine(Scene scene);

    /** What it sees in a database of whose workload nothing is known. */
    default List<Finding> examine(Catalog catalog) {
        return examine(Scene.of(catalog));
    }

    /** Whether what it goes by was looked at; where it was not, silence does not mean that all is well. */
    default boolean looksAt(Scene scene) {
        return true;
    }

    /** The numbers of this rule that a user may set. */
    default List<Threshold> thresholds() {
        return List.of();
    }
}
