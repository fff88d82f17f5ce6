package io.howdah.engine.advise;

/** How much a finding matters, gravest first. */
public enum Severity {
    /** An outage or loss of data is near. */
    CRITICAL,
    /** It costs much today or will soon. */
    WARNING,
    /** Worth doing. */
    NOTICE,
    /** Good to know. */
    INFO
}
