/** Placeholder sentence. */
@NullMarked
package io.howdah.benchmarks;

import org.jspecify.annotations.NullMarked;
