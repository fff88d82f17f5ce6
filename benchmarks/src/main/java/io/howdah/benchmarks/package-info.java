/**
 * Programs that time whole stages, such as the building of a twin; each has a main of its own and says what it measures.
 * Nothing here is published, and no test depends on a time.
 * Start reading at {@link io.howdah.benchmarks.TwinBenchmark}.
 */
@NullMarked
package io.howdah.benchmarks;

import org.jspecify.annotations.NullMarked;
