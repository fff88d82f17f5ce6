/**
 * What can be done to a server, as data: each change knows the SQL of its steps, the locks they take, and its undo.
 * It runs nothing; {@code apply} does.
 * Start reading at {@link io.howdah.engine.change.Change}.
 */
@NullMarked
package io.howdah.engine.change;

import org.jspecify.annotations.NullMarked;
