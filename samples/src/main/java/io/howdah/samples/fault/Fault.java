package io.howdah.samples.fault;

/** Something that is wrong with a sample on purpose; its id is that of the answer key, such as {@code K-2}. */
public sealed interface Fault permits MissingIndex, BadIndex, NaiveStatement, Decision {

    String id();
}
