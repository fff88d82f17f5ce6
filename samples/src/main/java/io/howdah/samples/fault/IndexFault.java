package io.howdah.samples.fault;

/** A fault that creating or dropping indexes mends. */
public sealed interface IndexFault extends Fault permits MissingIndex, BadIndex {}
