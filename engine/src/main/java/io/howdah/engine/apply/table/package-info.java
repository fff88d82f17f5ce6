/**
 * Plans the changes of a table that need no copy of its rows: each looks at the live catalog, says what stands against it, and makes
 * steps that hold strong locks only for a moment. Start reading at {@link io.howdah.engine.apply.table.InPlacePlans}.
 */
@NullMarked
package io.howdah.engine.apply.table;

import org.jspecify.annotations.NullMarked;
