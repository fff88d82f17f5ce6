/**
 * The command line: options, exit codes, and the rendering of what the stages give.
 * It contains no step of the loop itself; those are in {@code io.howdah.app.stage}.
 * Start reading at {@link io.howdah.app.cli.CommandLineFace}.
 */
@NullMarked
package io.howdah.app.cli;

import org.jspecify.annotations.NullMarked;
