package io.howdah.engine.apply.partition;

import java.util.ArrayList;
import java.util.List;

/** A range of places in which there is no partition: a whole one of the grid, or what others leave of it. */
record Piece(long from, long to) {

    /** What is left of a cell of the grid beside the partitions that there are. */
    static List<Piece> free(List<Slice> sorted, long from, long to) {
        var pieces = new ArrayList<Piece>();
        long at = from;
        for (var slice : sorted) {
            if (slice.isDefault() || slice.to() <= at || slice.from() >= to) {
                continue;
            }
            if (slice.from() > at) {
                pieces.add(new Piece(at, slice.from()));
            }
            at = slice.to();
        }
        if (at < to) {
            pieces.add(new Piece(at, to));
        }
        return pieces;
    }

    /** Pieces that touch each other, as one. */
    static List<Piece> joined(List<Piece> sorted) {
        var runs = new ArrayList<Piece>();
        for (var piece : sorted) {
            if (!runs.isEmpty() && runs.getLast().to() == piece.from()) {
                runs.set(runs.size() - 1, new Piece(runs.getLast().from(), piece.to()));
            } else {
                runs.add(piece);
            }
        }
        return runs;
    }
}
