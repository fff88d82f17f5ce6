package io.howdah.engine.twin;

import org.jspecify.annotations.Nullable;

/**
 * Who asks a question.
 *
 * @param role null where every role gets the same plan
 * @param share part of the statement's calls that are his and those of others who get the same plan
 */
record Asker(@Nullable String role, double share) {}
