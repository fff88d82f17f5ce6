package io.howdah.engine.twin;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the twin's schema.
 *
 * @param relation the relation that it belongs to; null where it belongs to none
 * @param what what is lost where it fails, for people
 * @param loss what it means where it fails
 * @param index the index that it creates; null where it creates none that statements could do without
 * @param bySuperuser whether the superuser has to run it: then its text is our own, or was examined word by word
 */
record Ddl(
        @Nullable QualifiedName relation,
        String what,
        String sql,
        Loss loss,
        @Nullable Index index,
        boolean bySuperuser) {

    /** What the twin lacks where a statement fails. */
    enum Loss {
        /** The relation: it would plan otherwise. */
        RELATION,
        /** An index: statements that could use it would plan otherwise. */
        INDEX,
        /** Something that people should know. */
        NOTE,
        /** A member of an extension that is named as a whole. */
        MEMBER
    }

    static Ddl of(String what, String sql) {
        return new Ddl(null, what, sql, Loss.NOTE, null, false);
    }

    static Ddl essential(QualifiedName relation, String what, String sql) {
        return new Ddl(relation, what, sql, Loss.RELATION, null, false);
    }

    static Ddl optional(QualifiedName relation, String what, String sql) {
        return new Ddl(relation, what, sql, Loss.NOTE, null, false);
    }

    static Ddl index(QualifiedName relation, Index index, String sql) {
        return new Ddl(relation, "index " + index.name(), sql, Loss.INDEX, index, false);
    }

    static Ddl member(String what, String sql) {
        return new Ddl(null, what, sql, Loss.MEMBER, null, false);
    }

    /** A part of the database's own, or a member of an extension that is not on the twin. */
    static Ddl made(@Nullable String extension, String what, String sql) {
        return extension == null ? of(what, sql) : member(what, sql);
    }

    /** The same with a text that the superuser may run. */
    Ddl bySuperuser(String examined) {
        return new Ddl(relation, what, examined, loss, index, true);
    }
}
