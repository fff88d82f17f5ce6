package io.howdah.engine.twin;

import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the twin's schema.
 *
 * @param relation the relation that it belongs to; null where it belongs to none
 * @param what what is lost where it fails, for people
 * @param essential whether the relation plans otherwise without it
 */
record Ddl(@Nullable QualifiedName relation, String what, String sql, boolean essential) {

    static Ddl of(String what, String sql) {
        return new Ddl(null, what, sql, false);
    }

    static Ddl essential(QualifiedName relation, String what, String sql) {
        return new Ddl(relation, what, sql, true);
    }

    static Ddl optional(QualifiedName relation, String what, String sql) {
        return new Ddl(relation, what, sql, false);
    }
}
