/** Placeholder sentence. */
@NullMarked
package io.howdah.embedded;

import org.jspecify.annotations.NullMarked;
