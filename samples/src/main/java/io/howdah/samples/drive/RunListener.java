package io.howdah.samples.drive;

/** Hears how far a run is; called by the clients' threads, at times by several at once. */
@FunctionalInterface
public interface RunListener {

    /** So many actions are done; the total is 0 when a run is as long as a time. */
    void progress(long done, long total);

    /** Hears nothing. */
    static RunListener none() {
        return (done, total) -> {};
    }
}
