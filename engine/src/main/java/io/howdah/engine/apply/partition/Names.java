package io.howdah.engine.apply.partition;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;

/** What things are called while a table becomes partitioned, and afterwards. */
record Names(QualifiedName table) {

    /** The partitioned table before it gets the table's name, and after it has lost it again. */
    QualifiedName working() {
        return working(table);
    }

    static QualifiedName working(QualifiedName name) {
        return new QualifiedName(name.schema(), Name.limited("howdah_" + name.name()));
    }

    /** What was the table. */
    QualifiedName first() {
        return partition("_first");
    }

    QualifiedName partition(String label) {
        return new QualifiedName(table.schema(), Name.limited(table.name() + "_p" + label));
    }

    /** An index of what was the table. */
    static QualifiedName first(QualifiedName index) {
        return new QualifiedName(index.schema(), Name.limited(index.name() + "_p_first"));
    }

    /** The unique index with the deciding column, while it is built. */
    static QualifiedName wider(QualifiedName index) {
        return new QualifiedName(index.schema(), Name.limited("howdah_" + index.name() + "_wide"));
    }

    /** The unique index without it, while it is built again. */
    static QualifiedName narrow(QualifiedName index) {
        return new QualifiedName(index.schema(), Name.limited("howdah_" + index.name() + "_narrow"));
    }
}
