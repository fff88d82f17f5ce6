/**
 * The documents of machine output: what the commands answer with {@code --format json}.
 * Their fields are a promise, written down in docs/schemas and checked by tests; fields are added, never changed.
 * Start reading at {@link io.howdah.app.json.AdviceDocument}.
 */
@NullMarked
package io.howdah.app.json;

import org.jspecify.annotations.NullMarked;
