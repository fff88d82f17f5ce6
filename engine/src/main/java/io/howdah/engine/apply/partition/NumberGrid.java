package io.howdah.engine.apply.partition;

/** Partitions of so many whole numbers, the first of which begins at 0. */
record NumberGrid(long step) implements Grid {

    @Override
    public long floor(long place) {
        return Math.multiplyExact(Math.floorDiv(place, step), step);
    }

    @Override
    public long next(long start) {
        return Math.addExact(start, step);
    }

    @Override
    public String text(long place) {
        return Long.toString(place);
    }

    @Override
    public long place(String text) {
        return Long.parseLong(text);
    }

    @Override
    public String label(long start) {
        return start < 0 ? "m%012d".formatted(-start) : "%012d".formatted(start);
    }
}
