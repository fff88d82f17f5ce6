/**
 * Reports as single files of HTML that need no network: everything is in them, everything foreign is escaped.
 * It measures and decides nothing.
 * Start reading at {@link io.howdah.app.html.DemoReport}.
 */
@NullMarked
package io.howdah.app.html;

import org.jspecify.annotations.NullMarked;
