package io.howdah.samples.load;

/** Hears how far a load is; called from several threads, one at a time. */
@FunctionalInterface
public interface LoadListener {

    /** What a load is doing. */
    enum Phase {
        ROWS,
        KEYS,
        STATISTICS
    }

    /** So many of the phase's rows or statements are done. */
    void progress(Phase phase, long done, long total);

    /** Hears nothing. */
    static LoadListener none() {
        return (phase, done, total) -> {};
    }
}
