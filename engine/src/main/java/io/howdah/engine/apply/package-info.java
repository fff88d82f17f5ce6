/**
 * Carries changes out in journalled, resumable steps while the database is in use, and takes them back.
 * It decides nothing: what to change is given; whether it helped is for {@code verify} to say.
 * Start reading at {@link io.howdah.engine.apply.Applier}.
 */
@NullMarked
package io.howdah.engine.apply;

import org.jspecify.annotations.NullMarked;
