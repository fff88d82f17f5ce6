package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import java.util.Map;
import java.util.Set;

/**
 * The difference from the database as it is.
 *
 * @param added candidates that are there
 * @param hidden existing indexes that are not
 * @param settings planner settings with other values, as SET takes them
 * @param structures tables that are built otherwise
 */
public record Configuration(
        Set<Candidate> added, Set<QualifiedName> hidden, Map<String, String> settings, Set<Structure> structures) {

    /** The database as it is. */
    public static final Configuration AS_IS = new Configuration(Set.of(), Set.of(), Map.of(), Set.of());

    public static Configuration with(Set<Candidate> added) {
        return new Configuration(Set.copyOf(added), Set.of(), Map.of(), Set.of());
    }

    public Configuration hiding(Set<QualifiedName> indexes) {
        return new Configuration(added, Set.copyOf(indexes), settings, structures);
    }

    public Configuration setting(Map<String, String> values) {
        return new Configuration(added, hidden, Map.copyOf(values), structures);
    }

    public Configuration building(Set<Structure> changes) {
        return new Configuration(added, hidden, settings, Set.copyOf(changes));
    }

    /** The same on a twin that has the structures already, where the candidates are these. */
    Configuration onVariant(Set<Candidate> there) {
        return new Configuration(there, hidden, settings, Set.of());
    }
}
