/**
 * Carries changes out in journalled, resumable steps, and takes them back.
 * It decides nothing: what to change is given.
 */
@NullMarked
package io.howdah.engine.apply;

import org.jspecify.annotations.NullMarked;
