/**
 * Runs a statement and another form of it on data: are the rows the same, and which is faster. Nothing is changed; on a copy
 * whose owner allows it, indexes are built in a transaction that is rolled back. Start reading at {@link
 * io.howdah.engine.prove.Prover}.
 */
@NullMarked
package io.howdah.engine.prove;

import org.jspecify.annotations.NullMarked;
