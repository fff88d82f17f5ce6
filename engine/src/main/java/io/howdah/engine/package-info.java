/** Placeholder sentence. */
@NullMarked
package io.howdah.engine;

import org.jspecify.annotations.NullMarked;
