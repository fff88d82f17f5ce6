/** What-ifs as people write them on a command line, read into the engine's terms. */
@NullMarked
package io.howdah.app.wish;

import org.jspecify.annotations.NullMarked;
