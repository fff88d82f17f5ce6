/**
 * Text for people at a terminal: colour, wrapping, tables, trees of plans, figures in words.
 * It decides nothing and reads no server; what it writes comes from the stages.
 * Start reading at {@link io.howdah.app.text.Page} and {@link io.howdah.app.text.Figures}.
 */
@NullMarked
package io.howdah.app.text;

import org.jspecify.annotations.NullMarked;
