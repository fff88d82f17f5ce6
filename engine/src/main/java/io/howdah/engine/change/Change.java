package io.howdah.engine.change;

import java.util.List;

/** Something that can be done to a server online, and undone. */
public sealed interface Change
        permits CreateExtension,
                CreateIndex,
                CreateStatistics,
                DropIndex,
                LiveChange,
                ReindexIndex,
                SetStatisticsTarget {

    /** What it does, in a few words, for people. */
    String summary();

    /**
     * The statements in order; each is sent by itself, outside a transaction. None where they depend on what the server has: then
     * planning the change on the server tells them.
     */
    List<Step> steps();

    /** The statements that take it back; none where nothing needs to be. */
    List<Step> undo();
}
