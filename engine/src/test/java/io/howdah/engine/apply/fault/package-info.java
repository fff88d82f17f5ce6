/**
 * Shows that online changes lose nothing and stall nobody: every kind of change, stopped and disturbed in every way at every step,
 * while an application writes and reads. Start reading at {@link io.howdah.engine.apply.fault.FaultSuite}; another kind of change is
 * added to {@link io.howdah.engine.apply.fault.Kinds}.
 */
package io.howdah.engine.apply.fault;
