package io.howdah.engine.postgres;

import java.sql.Connection;

/** Opens sessions on one database. Every session says {@code howdah} as its application name. */
public interface Sessions {

    /** A session that cannot write: read-only transactions, statement_timeout and lock_timeout set. */
    Connection readOnly();

    /** A session that may write, with a short lock_timeout; for {@code apply} and for servers that are ours. */
    Connection writing();

    ConnectionSettings settings();
}
