/**
 * The tool without a face: what every stage may use, that is, how a problem is told and how time is read.
 * It holds no stage of the loop itself and opens no connection.
 * Start reading at {@link io.howdah.engine.catalog.Catalog}, then follow the packages in the order of ARCHITECTURE.md.
 */
@NullMarked
package io.howdah.engine;

import org.jspecify.annotations.NullMarked;
