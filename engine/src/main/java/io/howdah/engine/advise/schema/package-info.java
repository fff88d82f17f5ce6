/**
 * Rules about tables, columns, types, keys and constraints: what they waste, and what they let happen.
 * Start reading at {@link io.howdah.engine.advise.schema.SchemaRules}.
 */
@NullMarked
package io.howdah.engine.advise.schema;

import org.jspecify.annotations.NullMarked;
