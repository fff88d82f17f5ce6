/**
 * The sample databases by name. Makes nothing itself: see the packages below for their schema, rows and workload. Start
 * reading at {@link io.howdah.samples.Samples}.
 */
@NullMarked
package io.howdah.samples;

import org.jspecify.annotations.NullMarked;
