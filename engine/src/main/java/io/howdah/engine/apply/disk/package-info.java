/** The room on the disk that a change needs, against the room that is there, as far as that can be known. */
@NullMarked
package io.howdah.engine.apply.disk;

import org.jspecify.annotations.NullMarked;
