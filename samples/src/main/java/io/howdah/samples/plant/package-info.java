/**
 * Plants a sample's faults: which there can be, which of them a seed draws, and what that does to indexes and workload.
 * Start reading at {@link io.howdah.samples.plant.Planted}.
 */
@NullMarked
package io.howdah.samples.plant;

import org.jspecify.annotations.NullMarked;
