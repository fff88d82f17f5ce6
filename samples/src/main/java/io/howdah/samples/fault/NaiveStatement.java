package io.howdah.samples.fault;

/** A statement that an application should not send as it does; no index mends it alone. */
public record NaiveStatement(String id, String statement, String why) implements Fault {}
