/**
 * Statement text: splitting, fingerprints, parameters and constants, and the conditions that plans print.
 * It opens no connection and knows no catalog beyond names.
 */
@NullMarked
package io.howdah.engine.sql;

import org.jspecify.annotations.NullMarked;
