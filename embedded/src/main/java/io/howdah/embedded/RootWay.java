package io.howdah.embedded;

/** How a JVM that runs as root runs PostgreSQL, which refuses root. */
public enum RootWay {
    /** A user namespace where the system allows them, else another account. */
    AUTOMATIC,
    /** {@code unshare -U}. */
    NAMESPACE,
    /** The account {@code postgres}, or {@code nobody} where that does not exist. */
    OTHER_ACCOUNT
}
