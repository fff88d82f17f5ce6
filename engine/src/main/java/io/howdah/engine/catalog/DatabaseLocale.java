package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How a database compares text, which decides whether a plain B-tree serves {@code LIKE 'a%'} and how histograms are read.
 *
 * @param provider {@code datlocprovider}: c libc, i ICU, b built in
 * @param collate {@code datcollate}
 * @param name {@code datlocale} of the ICU or built-in provider; null for libc
 */
public record DatabaseLocale(
        String provider, String collate, @Nullable String name) {

    /** Whether text compares byte by byte. */
    public boolean bytewise() {
        return switch (provider) {
            case "c" -> "C".equals(collate) || "POSIX".equals(collate);
            case "b" -> true;
            default -> false;
        };
    }
}
