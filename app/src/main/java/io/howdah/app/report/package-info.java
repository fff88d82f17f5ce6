/**
 * An inspection in the forms that other programs read: SARIF, JUnit, Nagios.
 * Start reading at {@link io.howdah.app.report.SarifReport}.
 */
@NullMarked
package io.howdah.app.report;

import org.jspecify.annotations.NullMarked;
