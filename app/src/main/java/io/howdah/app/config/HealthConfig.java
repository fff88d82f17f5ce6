package io.howdah.app.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code howdah.yaml} says.
 *
 * @param thresholds by their keys
 * @param machine the machine that the server runs on; null where it is not described
 */
public record HealthConfig(
        Map<String, Double> thresholds,
        List<Ignored> ignored,
        @Nullable MachineText machine) {

    /** Nobody wrote anything down. */
    public static final HealthConfig NONE = new HealthConfig(Map.of(), List.of(), null);
}
