package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;

/** Refuses sizes that no server could have: the twin makes files of them. */
final class TwinLimits {

    /** 2³² blocks of 8 kB (manual, appendix K). */
    private static final long LARGEST_RELATION = 32L << 40;

    /** A file for each GB, of all relations together: half a million. */
    private static final long LARGEST_DATABASE = 512L << 40;

    private static final int MOST_RELATIONS = 500_000;

    /** A tree of 2³² pages with two entries on each is as high. */
    private static final int HIGHEST_TREE = 32;

    private TwinLimits() {}

    static void check(Catalog catalog) {
        long relations = 0;
        double bytes = 0;
        for (Relation relation : catalog.relations()) {
            bytes += checked(relation.name(), relation.heapBytes());
            relations += 1 + relation.indexes().size();
            for (Index index : relation.indexes()) {
                bytes += checked(index.name(), index.sizeBytes());
                checkHeight(index);
            }
        }
        if (bytes > LARGEST_DATABASE) {
            throw Problem.input("a twin can have %d TB, and this database says that it has %,.0f"
                    .formatted(LARGEST_DATABASE >> 40, bytes / (1L << 40)));
        }
        if (relations > MOST_RELATIONS) {
            throw Problem.input("a twin can have %,d tables and indexes, and this database says that it has %,d"
                    .formatted(MOST_RELATIONS, relations));
        }
    }

    private static double checked(QualifiedName name, long bytes) {
        if (bytes < 0 || bytes > LARGEST_RELATION) {
            throw Problem.input(name + " cannot have a size of " + bytes + " bytes");
        }
        return bytes;
    }

    private static void checkHeight(Index index) {
        var height = index.treeHeight();
        if (height != null && (height < -1 || height > HIGHEST_TREE)) {
            throw Problem.input(index.name() + " cannot have a height of " + height);
        }
    }
}
