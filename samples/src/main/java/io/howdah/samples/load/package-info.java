/**
 * Fills an empty database with a sample by COPY. Makes no rows itself and leaves nothing behind when it fails. Start reading
 * at {@link io.howdah.samples.load.SampleLoader}.
 */
@NullMarked
package io.howdah.samples.load;

import org.jspecify.annotations.NullMarked;
