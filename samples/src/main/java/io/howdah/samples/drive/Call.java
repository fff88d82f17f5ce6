package io.howdah.samples.drive;

/**
 * One execution of a statement, from sending it to having read its last row.
 *
 * @param atNanos when it began, since the beginning of the run
 */
public record Call(long atNanos, long nanos) {

    public double ms() {
        return nanos / 1e6;
    }
}
