package io.howdah.engine.verify;

/** What became of a change. */
public enum Verdict {
    HARMED,
    HELPED,
    NO_EFFECT,
    NOT_ENOUGH_EVIDENCE
}
