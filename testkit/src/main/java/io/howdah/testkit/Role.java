package io.howdah.testkit;

/** The credentials of a role that a test made. */
public record Role(String name, String password) {}
