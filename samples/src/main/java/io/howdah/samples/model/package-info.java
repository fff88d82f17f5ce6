/**
 * What a sample database is: its tables, its rows, its workload, its faults, and the names it goes by. Connects to nothing
 * and runs nothing. Start reading at {@link io.howdah.samples.model.Sample}.
 */
@NullMarked
package io.howdah.samples.model;

import org.jspecify.annotations.NullMarked;
