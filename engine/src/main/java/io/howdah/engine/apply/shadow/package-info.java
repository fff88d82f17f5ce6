/**
 * Writes a table anew beside the one in use, keeps the two in step by a trigger, proves that they hold the same, and puts the new
 * one into the old one's place; the old one is kept in step until the change is finished, so that undo loses nothing. It decides
 * nothing about what the new table should be. Start reading at {@link io.howdah.engine.apply.shadow.ShadowPlan}.
 */
@NullMarked
package io.howdah.engine.apply.shadow;

import org.jspecify.annotations.NullMarked;
