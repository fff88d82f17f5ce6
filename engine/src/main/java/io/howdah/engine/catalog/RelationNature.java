package io.howdah.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What few relations have.
 *
 * @param accessMethod of a table; null where it has none of its own
 * @param ofType the composite type of a typed table; null where it is none
 * @param parents all inheritance parents in their order; empty where there are none
 */
public record RelationNature(
        @Nullable String accessMethod, @Nullable QualifiedName ofType, List<QualifiedName> parents) {

    /** A heap without parents. */
    public static final RelationNature PLAIN = new RelationNature("heap", null, List.of());
}
