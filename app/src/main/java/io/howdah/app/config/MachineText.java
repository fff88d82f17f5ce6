package io.howdah.app.config;

import io.howdah.engine.advise.Machine.Disk;
import org.jspecify.annotations.Nullable;

/**
 * What a user said of the machine; what is null was not said.
 *
 * @param memoryBytes that the server may use
 */
public record MachineText(
        @Nullable Long memoryBytes,
        @Nullable Integer cores,
        @Nullable Disk disk) {

    /** Nothing said. */
    public static final MachineText NONE = new MachineText(null, null, null);

    /** What this says, and the other where this says nothing. */
    public MachineText or(@Nullable MachineText other) {
        if (other == null) {
            return this;
        }
        return new MachineText(
                memoryBytes == null ? other.memoryBytes : memoryBytes,
                cores == null ? other.cores : cores,
                disk == null ? other.disk : disk);
    }
}
