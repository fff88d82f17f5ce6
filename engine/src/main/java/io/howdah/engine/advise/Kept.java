package io.howdah.engine.advise;

import org.jspecify.annotations.Nullable;

/**
 * An existing index that looks as if it could go, and stays.
 *
 * @param index as people name it
 * @param reason why it stays
 * @param statement id of the statement that needs it; null where the reason is another
 */
public record Kept(String index, String reason, @Nullable String statement) {}
