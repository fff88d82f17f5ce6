package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/** Something that can be done to a server online, and undone. */
public sealed interface Change permits CreateIndex, DropIndex {

    /** The relation whose users would notice. */
    QualifiedName table();

    /** What it does, in a few words, for people. */
    String summary();

    /** The statements in order; each is sent by itself, outside a transaction. */
    List<Step> steps();

    /** The statements that take it back. */
    List<Step> undo();
}
