/**
 * Plays a workload against a database with several clients and measures each call. Judges nothing but stalls. Start reading
 * at {@link io.howdah.samples.drive.WorkloadDriver}.
 */
@NullMarked
package io.howdah.samples.drive;

import org.jspecify.annotations.NullMarked;
