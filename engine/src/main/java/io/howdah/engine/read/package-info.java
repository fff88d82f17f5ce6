/**
 * Fills catalog and workload from a live server, from files and from logs, reading only.
 * It judges nothing.
 */
@NullMarked
package io.howdah.engine.read;

import org.jspecify.annotations.NullMarked;
