/** Work on many rows in short transactions, one after the other, no faster than the server, its standbys and its application can bear. */
@NullMarked
package io.howdah.engine.apply.batch;

import org.jspecify.annotations.NullMarked;
