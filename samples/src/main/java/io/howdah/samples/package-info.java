/** Placeholder sentence. */
@NullMarked
package io.howdah.samples;

import org.jspecify.annotations.NullMarked;
