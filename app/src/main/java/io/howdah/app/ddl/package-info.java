/**
 * Reads the DDL that people know as changes that can be made online. What cannot be, or is not understood, is one clear message.
 * Start reading at {@link io.howdah.app.ddl.Ddl}.
 */
@NullMarked
package io.howdah.app.ddl;

import org.jspecify.annotations.NullMarked;
