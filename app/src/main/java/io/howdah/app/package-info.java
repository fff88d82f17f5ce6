/**
 * The faces of the tool: the command line and reports. The only main().
 * It contains no step of the loop; those are in the engine, put together in {@code io.howdah.app.stage}.
 * Start reading at {@link io.howdah.app.Howdah}.
 */
@NullMarked
package io.howdah.app;

import org.jspecify.annotations.NullMarked;
