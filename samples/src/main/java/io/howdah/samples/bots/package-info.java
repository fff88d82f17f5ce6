/**
 * The sample {@code bots}: a multi-tenant platform of chat bots. Holds its schema, rows, workload and faults, and nothing of
 * how they are loaded or run. Start reading at {@link io.howdah.samples.bots.Bots}.
 */
@NullMarked
package io.howdah.samples.bots;

import org.jspecify.annotations.NullMarked;
