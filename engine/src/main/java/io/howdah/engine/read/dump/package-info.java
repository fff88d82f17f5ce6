/**
 * Fills the catalog from the files of pg_dump, by way of a server of our own that runs them.
 * It judges nothing.
 * Start reading at {@link io.howdah.engine.read.dump.DumpFiles}.
 */
@NullMarked
package io.howdah.engine.read.dump;

import org.jspecify.annotations.NullMarked;
