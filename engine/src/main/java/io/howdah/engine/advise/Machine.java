package io.howdah.engine.advise;

/**
 * The machine that a server runs on.
 *
 * @param memoryBytes that the server may use
 * @param disk what the data lies on
 * @param source how this is known, for people
 */
public record Machine(long memoryBytes, int cores, Disk disk, String source) {

    /** Kinds of storage, by what a random read costs against a sequential one. */
    public enum Disk {
        NVME,
        SSD,
        HDD,
        /** Block storage over a network, as clouds have it: fast on average, each access with a round trip. */
        NETWORK;

        /** Whether a random read costs nearly what a sequential one does. */
        public boolean flash() {
            return this != HDD;
        }
    }
}
