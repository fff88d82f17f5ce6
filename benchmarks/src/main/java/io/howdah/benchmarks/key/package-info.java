/**
 * Ticks off what the tool says about a sample against the faults that the sample declares, of every kind, without knowing
 * any by name. Start reading at {@link io.howdah.benchmarks.key.AnswerKeyBenchmark}.
 */
@NullMarked
package io.howdah.benchmarks.key;

import org.jspecify.annotations.NullMarked;
