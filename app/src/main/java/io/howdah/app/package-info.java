/** Placeholder sentence. */
@NullMarked
package io.howdah.app;

import org.jspecify.annotations.NullMarked;
