package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import java.util.Set;

/** The difference from the database as it is: candidates that are there, existing indexes that are not. */
public record Configuration(Set<Candidate> added, Set<QualifiedName> hidden) {

    /** The database as it is. */
    public static final Configuration AS_IS = new Configuration(Set.of(), Set.of());

    public static Configuration with(Set<Candidate> added) {
        return new Configuration(Set.copyOf(added), Set.of());
    }

    public Configuration hiding(Set<QualifiedName> indexes) {
        return new Configuration(added, Set.copyOf(indexes));
    }
}
