/** Placeholder sentence. */
@NullMarked
package io.howdah.testkit;

import org.jspecify.annotations.NullMarked;
