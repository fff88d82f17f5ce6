/**
 * What is wrong with a sample database, in a form that a program can compare advice with. Judges shapes of indexes only;
 * whether advice pays is for measurement to say. Start reading at {@link io.howdah.samples.fault.Fault}.
 */
@NullMarked
package io.howdah.samples.fault;

import org.jspecify.annotations.NullMarked;
