/**
 * The data-less planner copy of a database: schema, statistics and sizes without rows, asked what a statement would cost if.
 * It never connects to the user's server; what it knows comes from a {@link io.howdah.engine.catalog.Catalog}.
 * Start reading at {@link io.howdah.engine.twin.WhatIf} and {@link io.howdah.engine.twin.Twin}.
 */
@NullMarked
package io.howdah.engine.twin;

import org.jspecify.annotations.NullMarked;
