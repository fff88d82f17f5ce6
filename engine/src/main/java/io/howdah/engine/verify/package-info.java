/**
 * Judges from measurements before and after whether changes helped, and says first what became slower.
 * It measures nothing and changes nothing; who measured is named.
 * Start reading at {@link io.howdah.engine.verify.Comparison}.
 */
@NullMarked
package io.howdah.engine.verify;

import org.jspecify.annotations.NullMarked;
