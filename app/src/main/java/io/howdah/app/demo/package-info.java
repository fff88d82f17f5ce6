/**
 * The demonstration: a sample database on a server of its own goes through every stage of the loop and is measured
 * before and after. It prints nothing; the result is a record.
 * Start reading at {@link io.howdah.app.demo.Demo}.
 */
@NullMarked
package io.howdah.app.demo;

import org.jspecify.annotations.NullMarked;
