package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code pg_settings}.
 *
 * @param value in {@code unit}
 * @param unit such as 8kB or ms; null for none
 * @param source where it came from, such as default or configuration file
 * @param context when a change takes effect, such as postmaster or sighup
 */
public record Setting(
        String name,
        String value,
        @Nullable String unit,
        String source,
        String context,
        @Nullable String bootValue,
        boolean pendingRestart) {}
