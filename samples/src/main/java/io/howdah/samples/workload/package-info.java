/**
 * What an application sends: statements, and the actions that send them with their parameters. Sends nothing itself. Start
 * reading at {@link io.howdah.samples.workload.Workload}.
 */
@NullMarked
package io.howdah.samples.workload;

import org.jspecify.annotations.NullMarked;
