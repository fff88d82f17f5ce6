/**
 * A database at one moment, its workload and its plans, as immutable records, read from and written to JSON.
 * It knows no SQL beyond the quoting of names, and no connection.
 * Start reading at {@link io.howdah.engine.catalog.Catalog}, {@link io.howdah.engine.catalog.Workload} and
 * {@link io.howdah.engine.catalog.Plan}.
 */
@NullMarked
package io.howdah.engine.catalog;

import org.jspecify.annotations.NullMarked;
