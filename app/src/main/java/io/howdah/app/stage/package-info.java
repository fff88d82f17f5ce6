/**
 * The stages of the loop put together: reading, advising, applying, measuring, as one call each.
 * They print nothing; who calls them hears of progress and gets records to show.
 * Start reading at {@link io.howdah.app.stage.AdviseStage} and {@link io.howdah.app.stage.Progress}.
 */
@NullMarked
package io.howdah.app.stage;

import org.jspecify.annotations.NullMarked;
