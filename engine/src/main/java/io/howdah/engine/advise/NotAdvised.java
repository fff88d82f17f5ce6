package io.howdah.engine.advise;

/** A statement that could not be advised upon, with the reason. */
public record NotAdvised(String statement, String reason) {}
