package io.howdah.app.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to demonstrate.
 *
 * @param sample the sample database's name
 * @param rows rows of its largest table
 * @param disguise seed that renames everything and draws which faults are there; null for the sample as it is
 * @param data folder of the server, which is kept and used again; null for a temporary one
 * @param clients connections that play the workload
 * @param budgetBytes disk for new indexes; null for the adviser's own choice
 */
public record DemoOptions(
        String sample,
        long rows,
        long seed,
        @Nullable Long disguise,
        @Nullable Path data,
        int clients,
        @Nullable Long budgetBytes) {}
