package io.howdah.engine.advise;

import org.jspecify.annotations.Nullable;

/**
 * The machine that a server runs on.
 *
 * @param memoryBytes that the server may use
 * @param disk what the data lies on
 * @param source how this is known, for people
 * @param space of the file system that the data lies on; null where it cannot be looked at
 */
public record Machine(
        long memoryBytes,
        int cores,
        Disk disk,
        String source,
        @Nullable Space space) {

    /** A machine of which the room on the disk is not known. */
    public Machine(long memoryBytes, int cores, Disk disk, String source) {
        this(memoryBytes, cores, disk, source, null);
    }

    /** A file system's size, and what the server may still write to it, in bytes. */
    public record Space(long totalBytes, long freeBytes) {}

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
