/**
 * What becomes of a database as it grows: the catalog at a size to come, made of today's, and the plans that do not keep pace.
 * It advises nothing itself; {@code advise.index} is asked about the grown catalog as about any other.
 * Start reading at {@link io.howdah.engine.advise.growth.Growth}.
 */
@NullMarked
package io.howdah.engine.advise.growth;

import org.jspecify.annotations.NullMarked;
