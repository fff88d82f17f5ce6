/**
 * The sample {@code social}: chat rooms, profiles with interests and places, status updates and forums. Holds its schema,
 * rows, workload and faults, and nothing of how they are loaded or run. Start reading at
 * {@link io.howdah.samples.social.Social}.
 */
@NullMarked
package io.howdah.samples.social;

import org.jspecify.annotations.NullMarked;
