/**
 * Statement text: splitting, fingerprints, parameters and constants, and the conditions that plans print.
 * It opens no connection and knows no catalog beyond names.
 * Start reading at {@link io.howdah.engine.sql.ExpressionParser}.
 */
@NullMarked
package io.howdah.engine.sql;

import org.jspecify.annotations.NullMarked;
