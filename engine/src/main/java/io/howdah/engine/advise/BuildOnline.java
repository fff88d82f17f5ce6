package io.howdah.engine.advise;

import io.howdah.engine.catalog.Relation;

/** The word that lets writes go on while an index is built or dropped, where the server takes it: not on a partitioned table. */
public final class BuildOnline {

    private BuildOnline() {}

    /** {@code "CONCURRENTLY "}, or nothing for a partitioned table, which refuses it. */
    public static String word(Relation table) {
        return isPartitioned(table) ? "" : "CONCURRENTLY ";
    }

    /** What a build means for those who write, for people to read. */
    public static String note(Relation table) {
        return isPartitioned(table)
                ? "A partitioned table refuses CONCURRENTLY: writes wait meanwhile, unless each partition was given the same index CONCURRENTLY before."
                : "Writes go on while it is built.";
    }

    public static boolean isPartitioned(Relation table) {
        return table.kind() == Relation.Kind.PARTITIONED_TABLE;
    }
}
